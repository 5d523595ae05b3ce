#include "indicators/kernels/hawkes/search.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr double nothing_left = 1e-9;
constexpr int most_steps = 12;
constexpr int most_halvings = 12;

}  // namespace

std::optional<std::vector<double>> HawkesSearch::newton_point(const std::vector<double>& point,
                                                              const std::vector<double>& slope)
{
    std::vector<std::size_t> chosen;
    std::vector<HawkesParameter> interior;
    std::vector<double> scales;
    const HawkesModel model = model_of(point);
    for (std::size_t k = 0; k < point.size(); ++k) {
        const bool low = point[k] <= lower_[k];
        const bool high = point[k] >= upper_[k];
        if ((low && slope[k] >= 0.0) || (high && slope[k] <= 0.0) || !(parameter_of(model, parameters_[k]) > 0.0)) {
            continue;
        }
        chosen.push_back(k);
        interior.push_back(parameters_[k]);
        scales.push_back(parameters_[k].kind == HawkesParameter::Kind::decay ? model.decay : scales_[k]);
    }
    const auto information =
        observed_information(likelihood_, {model, interior, typical_scales(likelihood_.history(), model, interior)});
    evaluations_ += 2 * interior.size();
    if (!information || interior.empty()) return std::nullopt;
    const auto size = static_cast<Eigen::Index>(interior.size());
    const auto n = static_cast<double>(likelihood_.history().size());
    const Eigen::Map<const Eigen::VectorXd> scale{scales.data(), size};
    Eigen::MatrixXd curvature = Eigen::Map<const Eigen::MatrixXd>{information->data(), size, size} / n;
    curvature = scale.asDiagonal() * curvature * scale.asDiagonal();
    Eigen::VectorXd down(size);
    for (Eigen::Index k = 0; k < size; ++k) down[k] = -slope[chosen[static_cast<std::size_t>(k)]];
    const Eigen::LLT<Eigen::MatrixXd> factor{curvature};
    if (factor.info() != Eigen::Success) return std::nullopt;
    const Eigen::VectorXd step = factor.solve(down);
    if (!step.allFinite()) return std::nullopt;
    std::vector<double> next = point;
    for (Eigen::Index k = 0; k < size; ++k) {
        const std::size_t at = chosen[static_cast<std::size_t>(k)];
        next[at] = std::clamp(point[at] + step[k], lower_[at], upper_[at]);
    }
    return next;
}

std::optional<double> HawkesSearch::polish(std::vector<double>& point)
{
    std::vector<double> slope(point.size());
    auto best = value(point.data(), slope.data());
    if (best && settle(point, slope)) best = value(point.data(), slope.data());
    for (int step = 0; best && step < most_steps && free_slope(point, slope) > nothing_left; ++step) {
        const auto target = newton_point(point, slope);
        if (!target) break;
        bool moved = false;
        double length = 1.0;
        for (int halving = 0; halving < most_halvings && !moved; ++halving, length *= 0.5) {
            std::vector<double> next = point;
            for (std::size_t k = 0; k < next.size(); ++k) next[k] += length * ((*target)[k] - point[k]);
            if (length == 1.0) next = *target;
            std::vector<double> next_slope(point.size());
            const auto reached = value(next.data(), next_slope.data());
            // Near the top the likelihood is flat to the last digit: then the slope decides.
            const bool flat = reached && std::abs(*reached - *best) <= 1e-13 * std::abs(*best);
            if (!reached || (!flat && *reached > *best)) continue;
            if (flat && !(free_slope(next, next_slope) < free_slope(point, slope))) continue;
            moved = true;
            point = std::move(next);
            slope = std::move(next_slope);
            best = reached;
        }
        if (!moved) break;
    }
    return best;
}

}  // namespace entangled::kernels
