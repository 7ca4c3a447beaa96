//! Chance that falls the same way every time: a xorshift generator with a fixed seed, so that the example project
//! has the same people and answers on every machine.

/// A generator of numbers.
pub struct Dice(u64);

impl Dice {
    /// A generator of its own for every table, so that a change in one leaves the others as they are.
    pub fn of(table: &str) -> Dice {
        let seed = table
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Dice(seed | 1)
    }

    /// A number from 0 to `n` - 1.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let mixed = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(mixed).unwrap_or_default() % n.max(1)
    }

    /// One of several things.
    pub fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Whether something of so many per cent happens.
    pub fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    /// Brings things into another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// Several things, each so many times, in a fixed order.
pub fn repeated<T: Copy>(all: &[(T, usize)]) -> Vec<T> {
    all.iter().flat_map(|(one, n)| std::iter::repeat_n(*one, *n)).collect()
}
