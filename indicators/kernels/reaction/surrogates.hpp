#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// How chance is imitated: draw d uses the stream derived_id(id, d), so the same id gives the same bytes.
struct SurrogateDraws {
    std::uint64_t id{};
    std::size_t draws{999};  ///< M, 1 to 1,000,000; p is at least 1/(M + 1)
    unsigned threads{1};     ///< the results do not depend on it
};

/// 1 to 1,000,000 draws.
[[nodiscard]] bool legal_draws(const SurrogateDraws& options) noexcept;

/// Each order of 0 .. n - 1 equally likely, from draws 0 .. n - 2 of `id`. Fisher and Yates (1938).
[[nodiscard]] std::vector<std::size_t> random_order(std::size_t n, std::uint64_t id);

/// Uniform on 0 .. n - 1, draw `draw` of `id`; 0 for n = 0.
[[nodiscard]] std::size_t random_below(std::size_t n, std::uint64_t id, std::uint64_t draw) noexcept;

/// Statistics of surrogates.
struct SurrogateTable {
    Eigen::MatrixXd values;  ///< draws x statistics
};

/// One row of statistics per draw: `statistics(d, id_d)` gives `count` numbers, id_d = derived_id(id, d); called from
/// several threads. Error: bad_value if M is outside 1 to 1,000,000, a row has another length, or a number is not
/// finite.
[[nodiscard]] Result<SurrogateTable> surrogate_statistics(
    const SurrogateDraws& options, std::size_t count,
    const std::function<std::vector<double>(std::uint64_t draw, std::uint64_t id)>& statistics);

/// Probabilities of observed statistics, one sided.
struct SurrogateP {
    std::vector<double> single;  ///< (1 + #{surrogate >= observed})/(M + 1) of each
    std::vector<double> family;  ///< the same against the largest of all: corrected for looking at several
};

/// p of each `observed` statistic against its column of `surrogates`, within 1e-12 counts as equal.
/// With `standardise` the largest is taken after subtraction of each column's mean and division by its standard
/// deviation, for statistics of unlike spread. Westfall and Young (1993).
/// Errors: no_data if empty, bad_value if sizes differ or a number is not finite.
[[nodiscard]] Result<SurrogateP> surrogate_p(std::span<const double> observed, const SurrogateTable& surrogates,
                                             bool standardise);

}  // namespace entangled::kernels
