#include "indicators/kernels/numbers/tails.hpp"

#include "indicators/kernels/numbers/quiet_math.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

namespace entangled::kernels {
namespace {

namespace math = boost::math;
bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<double> probability(double p, const char* what)
{
    if (!std::isfinite(p)) return Error{Errc::bad_value, std::string{what} + ": the probability is out of reach"};
    return p;
}

}  // namespace

double normal_cdf(double x) noexcept { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_two_sided(double z) noexcept { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

Result<double> normal_quantile(double p)
{
    if (!(p > 0.0 && p < 1.0)) return Error{Errc::bad_value, "normal_quantile: p is inside (0, 1)"};
    return probability(math::quantile(math::normal_distribution<double, QuietMath>{}, p), "normal_quantile");
}

Result<double> chi_squared_tail(double x, double degrees)
{
    if (!std::isfinite(x) || x < 0.0 || !positive(degrees)) {
        return Error{Errc::bad_value, "chi_squared_tail: x >= 0 and degrees > 0, both finite"};
    }
    const math::chi_squared_distribution<double, QuietMath> chi{degrees};
    return probability(math::cdf(math::complement(chi, x)), "chi_squared_tail");
}

Result<double> f_tail(double x, double numerator, double denominator)
{
    if (!std::isfinite(x) || x < 0.0 || !positive(numerator) || !positive(denominator)) {
        return Error{Errc::bad_value, "f_tail: x >= 0 and both degrees > 0, all finite"};
    }
    const math::fisher_f_distribution<double, QuietMath> fisher{numerator, denominator};
    return probability(math::cdf(math::complement(fisher, x)), "f_tail");
}

Result<double> student_two_sided(double t, double degrees)
{
    if (!std::isfinite(t) || !positive(degrees)) {
        return Error{Errc::bad_value, "student_two_sided: t and degrees > 0 are finite"};
    }
    const math::students_t_distribution<double, QuietMath> student{degrees};
    return probability(2.0 * math::cdf(math::complement(student, std::abs(t))), "student_two_sided");
}

}  // namespace entangled::kernels
