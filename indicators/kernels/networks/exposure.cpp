#include "indicators/kernels/networks/exposure.hpp"

#include "indicators/kernels/networks/tables.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

bool legal(const Leontief& model, const SectorGroups& by)
{
    return by.groups > 0 && by.group.size() == static_cast<std::size_t>(model.inverse.rows()) &&
           std::ranges::all_of(by.group, [&](std::size_t group) { return group < by.groups; });
}

/// Rows of the same group added up.
Result<MatrixXd> grouped(const MatrixXd& by_sector, const Leontief& model, const SectorGroups& by)
{
    if (!legal(model, by)) return no_table(Errc::bad_value, "exposure: one legal group for each sector is needed");
    MatrixXd sums = MatrixXd::Zero(static_cast<Index>(by.groups), by_sector.cols());
    for (Index i = 0; i < by_sector.rows(); ++i) {
        sums.row(static_cast<Index>(by.group[static_cast<std::size_t>(i)])) += by_sector.row(i);
    }
    return finite_table(std::move(sums), "exposure: a sum exceeds the range of double");
}

}  // namespace

Result<MatrixXd> value_origin_shares(const Leontief& model, const SectorGroups& by)
{
    return grouped(model.value_origin, model, by);
}

Result<std::vector<std::optional<double>>> foreign_value_added_shares(const Leontief& model,
                                                                      const Eigen::VectorXd& exports,
                                                                      const SectorGroups& by)
{
    if (exports.size() != model.inverse.cols() || !exports.allFinite() || (exports.array() < 0.0).any()) {
        return Error{Errc::bad_value, "foreign_value_added_shares: one export >= 0 for each sector is needed"};
    }
    const auto origin = value_origin_shares(model, by);
    if (!origin) return origin.error();
    std::vector<std::optional<double>> shares(by.groups);
    for (std::size_t p = 0; p < by.groups; ++p) {
        // Weights below 1 keep sums of huge exports in the range of double.
        double largest = 0.0;
        for (std::size_t j = 0; j < by.group.size(); ++j) {
            if (by.group[j] == p) largest = std::max(largest, exports(static_cast<Index>(j)));
        }
        if (largest == 0.0) continue;
        double own = 0.0;
        double all = 0.0;
        for (std::size_t j = 0; j < by.group.size(); ++j) {
            if (by.group[j] != p) continue;
            const double weight = exports(static_cast<Index>(j)) / largest;
            own += (*origin)(static_cast<Index>(p), static_cast<Index>(j)) * weight;
            all += weight;
        }
        const double share = 1.0 - own / all;
        // Rounding alone takes the share of a closed economy below 0.
        shares[p] = model.negative.empty() ? std::clamp(share, 0.0, 1.0) : share;
    }
    return shares;
}

Result<MatrixXd> face_value_exposure(const Leontief& model, const SectorGroups& by)
{
    return grouped(model.coefficients, model, by);
}

Result<MatrixXd> look_through_exposure(const Leontief& model, const SectorGroups& by, LookThrough counted)
{
    if (counted == LookThrough::production) return grouped(model.inverse, model, by);
    // B - I = A B: a product of parts >= 0 loses no digits, unlike the difference.
    return grouped(model.coefficients * model.inverse, model, by);
}

Result<std::vector<std::optional<double>>> exposure_shares(const MatrixXd& exposure, std::size_t group)
{
    if (exposure.size() == 0) return Error{Errc::no_data, "exposure_shares: no exposures"};
    if (group >= static_cast<std::size_t>(exposure.rows())) {
        return Error{Errc::bad_value, "exposure_shares: there is no such group"};
    }
    if (!exposure.allFinite() || (exposure.array() < 0.0).any()) {
        return Error{Errc::bad_value, "exposure_shares: an exposure is negative or not finite"};
    }
    std::vector<std::optional<double>> shares(static_cast<std::size_t>(exposure.cols()));
    for (Index j = 0; j < exposure.cols(); ++j) {
        const double largest = exposure.col(j).maxCoeff();
        if (largest == 0.0) continue;
        const Eigen::VectorXd parts = exposure.col(j) / largest;
        shares[static_cast<std::size_t>(j)] = parts(static_cast<Index>(group)) / parts.sum();
    }
    return shares;
}

Result<std::vector<std::optional<double>>> hidden_exposure_ratios(const Leontief& model, const SectorGroups& by,
                                                                  std::size_t group)
{
    if (group >= by.groups) return Error{Errc::bad_value, "hidden_exposure_ratios: there is no such group"};
    const auto face = face_value_exposure(model, by);
    if (!face) return face.error();
    const auto through = look_through_exposure(model, by);
    if (!through) return through.error();
    std::vector<std::optional<double>> ratios(static_cast<std::size_t>(face->cols()));
    for (Index j = 0; j < face->cols(); ++j) {
        const double ratio = (*through)(static_cast<Index>(group), j) / (*face)(static_cast<Index>(group), j);
        if (std::isfinite(ratio)) ratios[static_cast<std::size_t>(j)] = std::max(1.0, ratio);
    }
    return ratios;
}

}  // namespace entangled::kernels
