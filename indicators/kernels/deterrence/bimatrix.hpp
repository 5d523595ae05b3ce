#pragma once

#include "indicators/core/result.hpp"

#include <array>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A game of two players with two strategies each: [row's strategy][column's strategy].
struct Bimatrix {
    std::array<std::array<double, 2>, 2> row{};     ///< payoffs to the row player
    std::array<std::array<double, 2>, 2> column{};  ///< payoffs to the column player
};

/// Probabilities of the first strategies.
struct MixedPlay {
    double row{};
    double column{};
};

/// Every logit quantal response equilibrium for precision lambda >= 0, ascending in `row`: one or three; (1/2, 1/2) for
/// lambda 0. Errors: bad_value if lambda is negative, or lambda or a payoff is not finite, or lambda times a difference
/// of payoffs exceeds 1e9. McKelvey and Palfrey (1995).
[[nodiscard]] Result<std::vector<MixedPlay>> logit_equilibria(const Bimatrix& game, double precision);

/// Plays counted, not necessarily whole: shares times the number of plays do.
struct PlayCounts {
    double row_first{};
    double row_second{};
    double column_first{};
    double column_second{};
};

/// Sum of count log(probability), <= 0, at the equilibrium of `precision`, the likeliest if there are three.
/// Errors: bad_value as for `logit_equilibria`, if a count is negative or not finite or the sum overflows; no_data if
/// all are 0; not_identified if a strategy was played that has probability 0 in double precision.
[[nodiscard]] Result<double> logit_log_likelihood(const Bimatrix& game, const PlayCounts& counts, double precision);

struct LogitFit {
    double precision{};  ///< lambda, within 1e-7 of the maximum relative to 1 + lambda
    MixedPlay play{};    ///< the equilibrium there
    double log_likelihood{};
};

/// Maximum likelihood in lambda on [0, largest_precision]. Errors as for `logit_log_likelihood`; not_identified if the
/// maximum is at `largest_precision`, where the data are met as well by any larger one.
[[nodiscard]] Result<LogitFit> fit_logit_equilibrium(const Bimatrix& game, const PlayCounts& counts,
                                                     double largest_precision);

}  // namespace entangled::kernels
