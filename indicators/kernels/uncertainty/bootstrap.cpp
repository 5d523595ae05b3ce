#include "indicators/kernels/uncertainty/bootstrap.hpp"

#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/uncertainty/intervals.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

std::size_t place(double u, std::size_t n)
{
    return std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)));
}

std::optional<Error> illegal(std::span<const double> series, const BootstrapOptions& options)
{
    if (series.empty()) return Error{Errc::no_data, "stationary_bootstrap: no values"};
    if (!all_finite(series)) return Error{Errc::bad_value, "stationary_bootstrap: a value is not finite"};
    const double block = options.mean_block.value_or(1.0);
    if (options.draws == 0 || options.draws > 1'000'000 || !(options.confidence > 0.0 && options.confidence < 1.0) ||
        !(block >= 1.0) || !std::isfinite(block)) {
        return Error{Errc::bad_value, "stationary_bootstrap: an option is outside its range"};
    }
    if (series.size() == 1) return Error{Errc::insufficient_points, "stationary_bootstrap: one value"};
    return std::nullopt;
}

std::optional<double> on_resample(std::span<const double> series, const SeriesStatistic& statistic, double mean_block,
                                  std::uint64_t id, std::uint64_t draw)
{
    const auto indices = stationary_indices(series.size(), mean_block, id, draw);
    if (!indices) return std::nullopt;
    std::vector<double> resample(series.size());
    std::ranges::transform(*indices, resample.begin(), [&](std::size_t i) { return series[i]; });
    const auto value = statistic(resample);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    return *value;
}

double deviation(std::span<const double> values)
{
    if (values.size() < 2) return 0.0;
    double mean = 0.0;
    double square = 0.0;
    double count = 0.0;
    for (const double value : values) {
        count += 1.0;
        const double change = value - mean;
        mean += change / count;
        square += change * (value - mean);
    }
    return std::sqrt(std::max(0.0, square) / (count - 1.0));
}

}  // namespace

double default_mean_block(std::size_t n) noexcept { return std::max(1.0, std::cbrt(static_cast<double>(n))); }

Result<std::vector<std::size_t>> stationary_indices(std::size_t n, double mean_block, std::uint64_t id,
                                                    std::uint64_t draw)
{
    if (n == 0) return Error{Errc::no_data, "stationary_indices: nothing to draw from"};
    if (n > 100'000'000 || !(mean_block >= 1.0) || !std::isfinite(mean_block)) {
        return Error{Errc::bad_value, "stationary_indices: the mean block is at least 1"};
    }
    const std::uint64_t stream = derived_id(id, draw);
    const double restart = 1.0 / mean_block;
    std::vector<std::size_t> indices(n);
    for (std::size_t i = 0; i < n; ++i) {
        const bool starts = i == 0 || uniform(stream, 2 * i) < restart;
        indices[i] = starts ? place(uniform(stream, 2 * i + 1), n) : (indices[i - 1] + 1) % n;
    }
    return indices;
}

Result<BootstrapReading> stationary_bootstrap(std::span<const double> series, const SeriesStatistic& statistic,
                                              const BootstrapOptions& options)
{
    if (const auto error = illegal(series, options)) return *error;
    const auto estimate = statistic(series);
    if (!estimate) return estimate.error();
    if (!std::isfinite(*estimate)) return Error{Errc::bad_value, "stationary_bootstrap: the statistic is not finite"};
    const double mean_block = options.mean_block.value_or(default_mean_block(series.size()));
    std::vector<std::optional<double>> drawn(options.draws);
    for_each_block(options.draws, options.threads, [&](std::size_t draw) {
        drawn[draw] = on_resample(series, statistic, mean_block, options.id, draw);
    });
    std::vector<double> values;
    for (const auto& value : drawn) {
        if (value) values.push_back(*value);
    }
    const std::size_t failed = options.draws - values.size();
    if (failed * 10 > options.draws) {
        return Error{Errc::not_identified,
                     "stationary_bootstrap: the statistic fails on over a tenth of the resamples"};
    }
    const auto band = percentile_interval(values, options.confidence);
    if (!band) return band.error();
    const BootstrapReading reading{*estimate, *band, deviation(values), mean_block, failed};
    if (!std::isfinite(reading.standard_error)) {
        return Error{Errc::bad_value, "stationary_bootstrap: the standard error overflows"};
    }
    return reading;
}

}  // namespace entangled::kernels
