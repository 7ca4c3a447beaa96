//! Quantiles and tails of the normal, Student and binomial distributions, as the crate `statrs` computes them.

use statrs::distribution::{Binomial, Continuous, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

/// The 97.5 % quantile of the normal distribution, for 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The quantile of the normal distribution at a probability between 0 and 1.
pub fn normal_quantile(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
}

/// Two-sided p-value of a normal score.
pub fn normal_p(score: f64) -> f64 {
    (2.0 * Normal::standard().sf(score.abs())).min(1.0)
}

/// The 97.5 % quantile of Student's distribution. None below one degree of freedom.
pub fn t95(degrees: f64) -> Option<f64> {
    if degrees.is_nan() || degrees < 1.0 {
        return None;
    }
    let student = StudentsT::new(0.0, 1.0, degrees).ok()?;
    let start = student.inverse_cdf(0.975);
    // The crate stops at its own tolerance; two steps of Newton reach the precision of the distribution function.
    Some((0..2).fold(start, |t, _| t - (student.cdf(t) - 0.975) / student.pdf(t)))
}

/// Two-sided p-value of a score of Student's distribution. None below one degree of freedom.
pub fn student_p(score: f64, degrees: f64) -> Option<f64> {
    if degrees.is_nan() || degrees < 1.0 {
        return None;
    }
    let student = StudentsT::new(0.0, 1.0, degrees).ok()?;
    Some((2.0 * student.sf(score.abs())).min(1.0))
}

/// Two-sided p-value of `fewer` heads in `n` throws of a fair coin: twice the smaller tail.
pub fn coin_p(fewer: u64, n: u64) -> Option<f64> {
    Some((2.0 * Binomial::new(0.5, n).ok()?.cdf(fewer)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
        near(normal_quantile(0.975), Z95);
        near(t95(1.0).expect("one degree"), 12.706_204_736_174_71);
        near(t95(14.0).expect("14 degrees"), 2.144_786_687_916_93);
        near(student_p(2.144_786_687_916_93, 14.0).expect("14 degrees"), 0.05);
        near(normal_p(-Z95), 0.05);
        near(coin_p(1, 8).expect("8 throws"), 18.0 / 256.0);
        assert_eq!(t95(0.5), None);
    }
}
