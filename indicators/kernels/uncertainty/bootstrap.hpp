#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// n places in [0, n) of one resample: runs of consecutive places, wrapping at the end, of geometric length with mean
/// `mean_block`, each starting anywhere. A function of its arguments. Politis and Romano (1994).
/// Errors: no_data for n = 0, bad_value if n > 1e8 or mean_block is below 1 or not finite.
[[nodiscard]] Result<std::vector<std::size_t>> stationary_indices(std::size_t n, double mean_block, std::uint64_t id,
                                                                  std::uint64_t draw);

/// max(1, n^(1/3)), the default mean block.
[[nodiscard]] double default_mean_block(std::size_t n) noexcept;

/// A number computed from a series in order of time; must depend on nothing else and be callable from several threads.
using SeriesStatistic = std::function<Result<double>(std::span<const double>)>;

struct BootstrapOptions {
    std::size_t draws{1000};             ///< 1 to 1e6
    double confidence{0.9};              ///< of the interval, inside (0, 1)
    std::optional<double> mean_block{};  ///< >= 1; `default_mean_block` if absent
    std::uint64_t id{};                  ///< of the stream of draws
    unsigned threads{1};                 ///< changes no byte of the result
};

struct BootstrapReading {
    double estimate{};        ///< of the series itself
    Interval band{};          ///< percentile interval
    double standard_error{};  ///< standard deviation over the resamples, n - 1
    double mean_block{};
    std::size_t failed{};  ///< resamples on which the statistic is an error; at most a tenth, left out
};

/// Percentile interval of `statistic` under the stationary bootstrap of an autocorrelated series. n >= 2.
/// Errors: no_data if empty, insufficient_points for one value, bad_value if a value is not finite or an option outside
/// its range, the statistic's own error on the series, not_identified if more than a tenth of the resamples fail.
[[nodiscard]] Result<BootstrapReading> stationary_bootstrap(std::span<const double> series,
                                                            const SeriesStatistic& statistic,
                                                            const BootstrapOptions& options = {});

}  // namespace entangled::kernels
