#include "indicators/kernels/deterrence/fold_system.hpp"

#include <Eigen/LU>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr double largest_residual = 1e-9;

/// d(lambda rho L)/dp of one side.
double answer_slope(const CutSide& moved, double exponent, double p)
{
    return -exponent * moved.precision * moved.rival_credibility * moved.loss / (1.0 - p);
}

struct System {
    Eigen::Vector3d residual;
    Eigen::Matrix3d jacobian;
};

System system_at(const LossPath& path, const Eigen::Vector3d& at)
{
    const double u = at[0];
    const double v = at[1];
    const CutGame game = path.at(at[2]);
    const LogitMap map = logit_map(game);
    const double x = logistic(u);
    const double y = logistic(v);
    const double move_a = answer_slope(game.a, path.exponent_a, at[2]);
    const double move_b = answer_slope(game.b, path.exponent_b, at[2]);
    System system;
    system.residual << u - map.a.level - map.a.slope * y, v - map.b.level - map.b.slope * x,
        std::log(map.a.slope) + std::log(map.b.slope) + log_logistic_slope(u) + log_logistic_slope(v);
    system.jacobian << 1.0, -map.a.slope * std::exp(log_logistic_slope(v)), move_a * (1.0 - y),
        -map.b.slope * std::exp(log_logistic_slope(u)), 1.0, move_b * (1.0 - x),  //
        -std::tanh(0.5 * u), -std::tanh(0.5 * v), move_a / map.a.slope + move_b / map.b.slope;
    return system;
}

}  // namespace

std::optional<PathFold> solve_fold(const LossPath& path, double from, double to)
{
    const auto start = logit_map(path.at(from));
    const auto turns = turning_points(start);
    if (!turns) return std::nullopt;
    Eigen::Vector3d at{turns->lower, start.rival(turns->lower), from};
    for (int round = 0; round < 30; ++round) {
        const auto system = system_at(path, at);
        const Eigen::Vector3d step = system.jacobian.fullPivLu().solve(system.residual);
        if (!step.allFinite()) return std::nullopt;
        at -= step;
        if (!(at[2] >= from - (to - from)) || !(at[2] <= to + (to - from)) || !(at[2] < 1.0)) return std::nullopt;
        if (step.cwiseAbs().maxCoeff() < 1e-14 * (1.0 + at.cwiseAbs().maxCoeff())) break;
    }
    const auto residual = system_at(path, at).residual;
    const bool solved = residual.allFinite() && residual.cwiseAbs().maxCoeff() < largest_residual;
    const bool inside = at[2] >= from && at[2] <= to;
    const bool lower = logit_map(path.at(at[2])).steepness_trend(at[0]) > 0.0;
    if (!solved || !inside || !lower) return std::nullopt;
    return PathFold{at[2], at[0]};
}

}  // namespace entangled::kernels
