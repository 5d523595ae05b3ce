#include "indicators/kernels/networks/origin_chain.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double row_tolerance = 1e-9;

std::optional<Error> complaint(std::span<const double> face, const MatrixXd& feed)
{
    if (face.empty()) return Error{Errc::no_data, "ultimate_origins: no sellers"};
    const auto size = static_cast<Index>(face.size());
    if (feed.rows() != size || feed.cols() != size) {
        return Error{Errc::bad_value, "ultimate_origins: the feed has one row and one column for each seller"};
    }
    if (!all_non_negative(face) || !feed.allFinite() || (feed.array() < 0.0).any()) {
        return Error{Errc::bad_value, "ultimate_origins: a share is negative or not finite"};
    }
    if (((feed.rowwise().sum().array() - 1.0).abs() > row_tolerance).any()) {
        return Error{Errc::bad_value, "ultimate_origins: a row of the feed does not sum to 1"};
    }
    if (std::ranges::max(face) == 0.0) return Error{Errc::no_data, "ultimate_origins: nothing is bought"};
    return std::nullopt;
}

/// Those whose feed reaches a primary producer, by any number of steps.
std::vector<char> absorbed(const MatrixXd& feed, const std::vector<char>& primary)
{
    std::vector<char> reaches = primary;
    for (bool grew = true; grew;) {
        grew = false;
        for (Index r = 0; r < feed.rows(); ++r) {
            if (reaches[static_cast<std::size_t>(r)] != 0) continue;
            for (Index c = 0; c < feed.cols(); ++c) {
                if (feed(r, c) == 0.0 || reaches[static_cast<std::size_t>(c)] == 0) continue;
                reaches[static_cast<std::size_t>(r)] = 1;
                grew = true;
                break;
            }
        }
    }
    return reaches;
}

std::vector<char> primary_producers(const MatrixXd& feed)
{
    std::vector<char> primary;
    for (Index r = 0; r < feed.rows(); ++r) {
        bool alone = true;
        for (Index c = 0; c < feed.cols(); ++c) alone = alone && (c == r || feed(r, c) == 0.0);
        primary.push_back(alone ? 1 : 0);
    }
    return primary;
}

}  // namespace

Result<std::vector<double>> ultimate_origins(std::span<const double> face, const MatrixXd& feed)
{
    if (auto error = complaint(face, feed)) return *std::move(error);
    const auto primary = primary_producers(feed);
    const Error endless{Errc::not_identified, "ultimate_origins: the feed of a refiner never leads to a producer"};
    if (std::ranges::count(absorbed(feed, primary), 0) != 0) return endless;
    // x = f + x Q with Q the feed of refiners: what passes through each seller in all; f (I - Q)^-1 exactly.
    const auto size = static_cast<Index>(face.size());
    MatrixXd passed_on = feed;
    VectorXd bought(size);
    const double largest = std::ranges::max(face);
    for (Index r = 0; r < size; ++r) {
        bought(r) = face[static_cast<std::size_t>(r)] / largest;
        if (primary[static_cast<std::size_t>(r)] != 0) passed_on.row(r).setZero();
    }
    const MatrixXd system = (MatrixXd::Identity(size, size) - passed_on).transpose();
    const VectorXd through = Eigen::PartialPivLU<MatrixXd>{system}.solve(bought);
    std::vector<double> origins(face.size(), 0.0);
    double total = 0.0;
    for (std::size_t c = 0; c < face.size(); ++c) {
        if (primary[c] == 0) continue;
        origins[c] = std::max(0.0, through(static_cast<Index>(c)));
        total += origins[c];
    }
    // A chain that leaks too slowly to be solved loses or makes material.
    if (!(std::abs(total / bought.sum() - 1.0) <= 1e-6)) return endless;
    for (double& origin : origins) origin *= largest;
    if (!all_finite(origins)) return Error{Errc::bad_value, "ultimate_origins: an amount exceeds the range of double"};
    return origins;
}

}  // namespace entangled::kernels
