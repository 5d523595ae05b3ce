#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace entangled::kernels {

/// One newspaper: articles that match, and all articles, one pair per period, 0 <= hits <= articles, articles > 0.
/// Hits may be scores in [0, 1] added up.
struct PaperCounts {
    std::span<const double> hits;
    std::span<const double> articles;
};

/// Periods first .. first + count - 1, cut at the end of the record; the default is all.
struct Periods {
    std::size_t first{0};
    std::size_t count{std::numeric_limits<std::size_t>::max()};
};

/// A standardised index and what it is made of.
struct ShareIndex {
    std::vector<double> deviations;  ///< standard deviation (n - 1) of each paper's share over the first periods
    std::vector<double> mean;        ///< Z_t, mean over papers of share / deviation
    std::vector<double> index;       ///< 100 Z_t / mean of Z over the base periods
};

/// X_it = hits/articles, Y_it = X_it / sd_i over `spread`, Z_t = mean_i Y_it, I_t = 100 Z_t / mean of Z over `base`:
/// papers count alike whatever their level; their order changes no bit. Baker, Bloom and Davis (2016).
/// Errors: no_data for no papers or periods, insufficient_points if `spread` has less than 2 periods or `base` none,
/// not_identified if a share is constant over `spread` or Z is 0 over `base`, bad_value if counts are illegal.
[[nodiscard]] Result<ShareIndex> standardised_share_index(std::span<const PaperCounts> papers, Periods spread = {},
                                                          Periods base = {});

/// s_t = (sum of hits)/(sum of articles) over the papers, I_t = 100 s_t / mean of s over `base`: a paper counts by what
/// it prints. Caldara and Iacoviello (2022). Errors: no_data for no papers or periods, insufficient_points if `base`
/// has no period, not_identified if s is 0 over `base`, bad_value if counts are illegal.
[[nodiscard]] Result<std::vector<double>> pooled_share_index(std::span<const PaperCounts> papers, Periods base = {});

}  // namespace entangled::kernels
