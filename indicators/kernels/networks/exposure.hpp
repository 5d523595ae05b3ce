#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/input_output.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

// `group[i]` in [0, groups) is the country or bloc of sector i; results have one row for each group and one column for
// each sector. Errors of all: bad_value if there is not one legal group for each sector, or `groups` is 0.

/// Sectors by country or bloc.
struct SectorGroups {
    std::span<const std::size_t> group{};
    std::size_t groups{};
};

/// VA[p, j] = sum of VB[i, j] over i in p: share of sector j's output value that was added in p. Columns sum to 1.
/// Also the absorption probability of an input dollar followed upstream. OECD TiVA; Koopman, Wang and Wei (2014).
[[nodiscard]] Result<Eigen::MatrixXd> value_origin_shares(const Leontief& model, const SectorGroups& by);

/// 1 - (own value added in the exports of p) / (exports of p), in [0, 1] if no v < 0, for each group p; absent for one
/// without exports. `exports` >= 0, one a sector. Error: bad_value for an illegal export. Hummels et al. (2001).
[[nodiscard]] Result<std::vector<std::optional<double>>> foreign_value_added_shares(const Leontief& model,
                                                                                    const Eigen::VectorXd& exports,
                                                                                    const SectorGroups& by);

/// F[p, j] = sum of A[i, j] over i in p: bought directly from p per unit of j's output, >= 0.
[[nodiscard]] Result<Eigen::MatrixXd> face_value_exposure(const Leontief& model, const SectorGroups& by);

/// What a look-through exposure counts; the literature leaves it open.
enum class LookThrough {
    inputs,     ///< B - I: production of p needed upstream of a unit of j's output; comparable with the face value
    production  ///< B: the unit of j's output itself included
};

/// L[p, j] = sum over i in p of (B - I)[i, j] or B[i, j]: gross production of p per unit of j's output, >= 0.
/// Baldwin, Freeman and Theodorakopoulos (2023), "Hidden exposure".
[[nodiscard]] Result<Eigen::MatrixXd> look_through_exposure(const Leontief& model, const SectorGroups& by,
                                                            LookThrough counted = LookThrough::inputs);

/// Row `group` of an exposure as shares of each column's sum, in [0, 1]; absent for a sector without any exposure.
/// Errors: no_data if empty, bad_value if there is no such row or a value is negative or not finite.
[[nodiscard]] Result<std::vector<std::optional<double>>> exposure_shares(const Eigen::MatrixXd& exposure,
                                                                         std::size_t group);

/// L[p, j] / F[p, j] with L counted by inputs, >= 1, for p = `group` and each sector j; absent where nothing is bought
/// directly, be the look-through exposure 0 or not. Error: bad_value if there is no such group. Baldwin et al. (2023).
[[nodiscard]] Result<std::vector<std::optional<double>>> hidden_exposure_ratios(const Leontief& model,
                                                                                const SectorGroups& by,
                                                                                std::size_t group);

}  // namespace entangled::kernels
