#include "indicators/kernels/events/surprise.hpp"

#include "indicators/kernels/numbers/quiet_math.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace entangled::kernels {
namespace {

namespace math = boost::math;
bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<double> probability(double p)
{
    if (!(p >= 0.0 && p <= 1.0)) return Error{Errc::bad_value, "count surprise: the tail is out of reach"};
    return p;
}

}  // namespace

Result<double> poisson_surprise(std::uint64_t count, double mean)
{
    if (!positive(mean)) return Error{Errc::bad_value, "poisson_surprise: the mean is positive and finite"};
    if (count == 0) return 1.0;
    return probability(math::gamma_p(static_cast<double>(count), mean, QuietMath{}));
}

Result<double> negative_binomial_surprise(std::uint64_t count, double mean, double variance)
{
    if (!positive(mean) || !std::isfinite(variance) || !(variance > mean)) {
        return Error{Errc::bad_value, "negative_binomial_surprise: 0 < mean < variance, both finite"};
    }
    const double size = mean * (mean / (variance - mean));
    if (!positive(size)) return Error{Errc::bad_value, "negative_binomial_surprise: the size is out of range"};
    if (count == 0) return 1.0;
    // 1 - m/v is formed without cancellation, for a variance close to the mean.
    return probability(math::ibeta(static_cast<double>(count), size, (variance - mean) / variance, QuietMath{}));
}

}  // namespace entangled::kernels
