#pragma once

#include "indicators/core/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Flows of goods whose amounts are known with errors, grouped in cells (an importer's market of one good).
struct UncertainFlows {
    std::span<const double> amounts{};        ///< >= 0, at least one positive in each cell; one unit within a cell
    std::span<const double> log_sd{};         ///< of each amount, standard deviation of its logarithm, in [0, 30]
    std::span<const std::uint8_t> in_bloc{};  ///< 1 if the supplier belongs to the bloc whose share is asked, else 0
    std::span<const std::size_t>
        cell_ends{};            ///< ascending, one past each cell's last flow; the last is the flow count
    std::size_t draws{10'000};  ///< 1 to 1e7
    std::uint64_t id{};         ///< of the stream of draws
    unsigned threads{1};        ///< changes no byte of the result
};

/// Over the draws; quantiles by definition 7 of Hyndman and Fan (1996). Ratios in [0, 1].
struct DrawnRatio {
    double mean{};
    double q05{};
    double q50{};
    double q95{};
};

struct DrawnConcentration {
    DrawnRatio hhi{};         ///< sum of squared shares
    DrawnRatio top_share{};   ///< share of the largest supplier
    DrawnRatio bloc_share{};  ///< share of the bloc's suppliers together
};

/// HHI, top and bloc share of each cell over draws amount_f exp(log_sd_f z), z = normal(derived_id(id, f), draw) for
/// the flow in place f: a function of the argument. Errors: no_data if there is no cell, draw or a cell without a
/// positive amount; bad_value if an entry is outside its range, lengths differ or cell_ends does not ascend to the flow
/// count.
[[nodiscard]] Result<std::vector<DrawnConcentration>> concentration_draws(const UncertainFlows& flows);

}  // namespace entangled::kernels
