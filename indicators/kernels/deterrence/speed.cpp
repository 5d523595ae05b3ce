#include "indicators/kernels/deterrence/speed.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace entangled::kernels {
namespace {

std::optional<Error> illegal(std::span<const double> times, std::span<const double> losses, std::size_t fewest)
{
    if (times.empty() && losses.empty()) return Error{Errc::no_data, "decoupling speed: no point"};
    const bool rising = all_finite(times) && std::ranges::is_sorted(times, std::less_equal{});
    const bool positive = std::ranges::all_of(losses, [](double loss) { return std::isfinite(loss) && loss > 0.0; });
    if (times.size() != losses.size() || !rising || !positive) {
        return Error{Errc::bad_value, "decoupling speed: times ascend strictly and losses are positive"};
    }
    if (times.size() < fewest) return Error{Errc::insufficient_points, "decoupling speed: too few points"};
    return std::nullopt;
}

double mean_of(std::span<const double> values)
{
    double mean = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) mean += (values[i] - mean) / static_cast<double>(i + 1);
    return mean;
}

/// Variance of the sum of `scores`, Bartlett weights up to `lags`.
double long_run_variance(std::span<const double> scores, std::size_t lags)
{
    double variance = 0.0;
    for (std::size_t lag = 0; lag <= lags; ++lag) {
        double covariance = 0.0;
        for (std::size_t i = lag; i < scores.size(); ++i) covariance += scores[i] * scores[i - lag];
        const double weight = 1.0 - static_cast<double>(lag) / static_cast<double>(lags + 1);
        variance += (lag == 0 ? 1.0 : 2.0 * weight) * covariance;
    }
    return std::max(0.0, variance);
}

}  // namespace

Result<DecouplingSpeed> decoupling_speed(std::span<const double> times, std::span<const double> losses,
                                         std::optional<std::size_t> hac_lags)
{
    if (const auto error = illegal(times, losses, 3)) return *error;
    const std::size_t n = times.size();
    if (hac_lags && *hac_lags >= n) return Error{Errc::bad_value, "decoupling_speed: as many lags as points"};
    std::vector<double> time(times.begin(), times.end());
    std::vector<double> log_loss(losses.begin(), losses.end());
    std::ranges::transform(log_loss, log_loss.begin(), [](double loss) { return std::log(loss); });
    const double mean_time = mean_of(time);
    const double mean_log = mean_of(log_loss);
    double square = 0.0;
    double product = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        time[i] -= mean_time;
        log_loss[i] -= mean_log;
        square += time[i] * time[i];
        product += time[i] * log_loss[i];
    }
    const double slope = product / square;
    double residual_square = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double residual = log_loss[i] - slope * time[i];
        residual_square += residual * residual;
        log_loss[i] = residual * time[i];
    }
    const double classical = std::sqrt(residual_square / static_cast<double>(n - 2) / square);
    const double error = hac_lags ? std::sqrt(long_run_variance(log_loss, *hac_lags)) / square : classical;
    if (!std::isfinite(square) || !std::isfinite(slope) || !std::isfinite(error)) {
        return Error{Errc::bad_value, "decoupling_speed: the range of times is too small or too large"};
    }
    return DecouplingSpeed{-slope + 0.0, error, n};
}

Result<double> median_decoupling_speed(std::span<const double> times, std::span<const double> losses)
{
    if (const auto error = illegal(times, losses, 2)) return *error;
    std::vector<double> speeds;
    for (std::size_t i = 0; i < times.size(); ++i) {
        for (std::size_t j = i + 1; j < times.size(); ++j) {
            speeds.push_back((std::log(losses[i]) - std::log(losses[j])) / (times[j] - times[i]));
        }
    }
    return median(speeds);
}

Result<SpeedGap> speed_gap(const DecouplingSpeed& a, const DecouplingSpeed& b)
{
    const double speeds[] = {a.speed, b.speed};
    const double errors[] = {a.standard_error, b.standard_error};
    if (!all_finite(speeds) || !all_non_negative(errors)) {
        return Error{Errc::bad_value, "speed_gap: a speed or standard error is outside its range"};
    }
    const double error = std::hypot(a.standard_error, b.standard_error);
    if (error == 0.0) return Error{Errc::not_identified, "speed_gap: both standard errors are 0"};
    const SpeedGap gap{a.speed - b.speed, (a.speed - b.speed) / error, a.speed + b.speed};
    if (!std::isfinite(gap.gap) || !std::isfinite(gap.z) || !std::isfinite(gap.sum)) {
        return Error{Errc::bad_value, "speed_gap: the gap overflows"};
    }
    return gap;
}

}  // namespace entangled::kernels
