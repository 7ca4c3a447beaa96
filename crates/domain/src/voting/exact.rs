//! Prices of equal shares as what they are: fractions with one denominator, which grows with every price. Integers without
//! bounds, because a hundred prices of ten thousand voters have denominators of more than a thousand bits.

use num_bigint::BigInt;

/// The prices that were paid so far, and what everybody had at the beginning; in units of one tiyn by the number of voters, so
/// that the beginning is a whole number.
#[derive(Clone, Debug)]
pub struct Prices {
    beginning: BigInt,
    numerators: Vec<BigInt>,
    denominator: BigInt,
}

impl Prices {
    /// Nothing paid yet.
    pub fn of(beginning: i128) -> Prices {
        Prices { beginning: beginning.into(), numerators: Vec::new(), denominator: 1.into() }
    }

    /// How many prices there are.
    pub fn len(&self) -> usize {
        self.numerators.len()
    }

    /// A whole number over the denominator.
    pub fn whole(&self, number: i128) -> BigInt {
        &self.denominator * number
    }

    /// What so many voters have left who paid each price in full so many times; over the denominator.
    pub fn left(&self, voters: u64, paid: impl IntoIterator<Item = (usize, u64)>) -> BigInt {
        let mut left = &self.beginning * &self.denominator * voters;
        for (at, times) in paid {
            left -= &self.numerators[at] * times;
        }
        left
    }

    /// One more price: `numerator` (over the denominator) by `parts`.
    pub fn add(&mut self, numerator: BigInt, parts: u64) {
        self.numerators.iter_mut().for_each(|known| *known *= parts);
        self.denominator *= parts;
        self.numerators.push(numerator);
    }

    /// The last price shifted left by so many bits (right, where negative) and rounded down.
    pub fn last_shifted(&self, shift: i32) -> i128 {
        let Some(last) = self.numerators.last() else { return 0 };
        let by = shift.unsigned_abs();
        let quotient = match shift >= 0 {
            true => (last << by) / &self.denominator,
            false => (last / &self.denominator) >> by,
        };
        quotient.try_into().unwrap_or(i128::MAX)
    }

    /// An amount over the denominator and over `parts`, rounded to a whole number, half up.
    pub fn rounded(&self, numerator: &BigInt, parts: u64) -> u64 {
        let whole = &self.denominator * parts;
        ((numerator * 2_u32 + &whole) / (whole * 2_u32)).try_into().unwrap_or(u64::MAX)
    }

    /// The last price, rounded to a tiyn, where there are so many voters.
    pub fn last(&self, voters: u64) -> u64 {
        self.numerators.last().map_or(0, |last| self.rounded(last, voters.max(1)))
    }
}
