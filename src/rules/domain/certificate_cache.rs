//! How long a proxy that inspects TLS should cache certificates.
//!
//! AWS asks for the length of a whole shift plus the time for breaks and
//! lunch, so that no certificate is renewed while agents work
//! (connect/latest/adminguide/ccp-networking.html, port and protocol
//! considerations; read 2026-11-22).

/// The longest shift and the longest breaks taken for plausible.
const MAX_HOURS: f64 = 24.0;

/// Why there is no time-out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CertificateCacheError {
    /// Not a number of hours that people work.
    #[error("shift_hours is {found}: expected more than 0 and at most 24 hours")]
    Shift {
        /// The number as given.
        found: f64,
    },
    /// Not a number of hours that people rest.
    #[error("break_hours is {found}: expected 0 to 24 hours")]
    Breaks {
        /// The number as given.
        found: f64,
    },
    /// Longer than the shift that they are part of.
    #[error("break_hours is {found}, longer than the shift of {shift} hours: expected the breaks of that shift, lunch included")]
    LongerThanShift {
        /// The breaks as given.
        found: f64,
        /// The shift as given.
        shift: f64,
    },
}

impl CertificateCacheError {
    /// The argument at fault.
    pub const fn argument(&self) -> &'static str {
        match self {
            Self::Shift { .. } => "shift_hours",
            Self::Breaks { .. } | Self::LongerThanShift { .. } => "break_hours",
        }
    }
}

/// The time-out in whole hours, rounded up: the shift and its breaks.
///
/// ```
/// use amazonconnect::rules::certificate_cache_timeout_hours;
///
/// assert_eq!(certificate_cache_timeout_hours(8.0, 1.0), Ok(9));
/// assert_eq!(certificate_cache_timeout_hours(7.5, 0.75), Ok(9));
/// ```
///
/// # Errors
/// `Shift` or `Breaks` if a number lies outside a day, `LongerThanShift` if
/// there are more breaks than shift.
pub fn certificate_cache_timeout_hours(shift_hours: f64, break_hours: f64) -> Result<u32, CertificateCacheError> {
    if !(shift_hours > 0.0 && shift_hours <= MAX_HOURS) {
        return Err(CertificateCacheError::Shift { found: shift_hours });
    }
    if !(0.0..=MAX_HOURS).contains(&break_hours) {
        return Err(CertificateCacheError::Breaks { found: break_hours });
    }
    if break_hours > shift_hours {
        return Err(CertificateCacheError::LongerThanShift { found: break_hours, shift: shift_hours });
    }
    // At most 48: the checks above keep it so.
    Ok((shift_hours + break_hours).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_and_rounds_up() {
        assert_eq!(certificate_cache_timeout_hours(8.0, 0.0), Ok(8));
        assert_eq!(certificate_cache_timeout_hours(8.0, 0.01), Ok(9));
        assert_eq!(certificate_cache_timeout_hours(24.0, 24.0), Ok(48));
    }

    #[test]
    fn refuses_what_is_no_shift() {
        for found in [0.0, -1.0, 24.5, f64::INFINITY] {
            assert_eq!(certificate_cache_timeout_hours(found, 1.0), Err(CertificateCacheError::Shift { found }));
        }
        assert!(certificate_cache_timeout_hours(f64::NAN, 1.0).is_err());
        for found in [-0.5, 25.0] {
            let error = certificate_cache_timeout_hours(8.0, found).unwrap_err();
            assert_eq!(error, CertificateCacheError::Breaks { found });
            assert_eq!(error.argument(), "break_hours");
        }
        assert!(certificate_cache_timeout_hours(8.0, f64::NAN).is_err());
        assert_eq!(certificate_cache_timeout_hours(1.0, 1.0), Ok(2));
        let error = certificate_cache_timeout_hours(1.0, 1.5).unwrap_err();
        assert_eq!(error, CertificateCacheError::LongerThanShift { found: 1.5, shift: 1.0 });
        assert_eq!(error.argument(), "break_hours");
    }
}
