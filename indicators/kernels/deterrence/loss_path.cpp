#include "indicators/kernels/deterrence/loss_path.hpp"

#include "indicators/kernels/deterrence/fold_system.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr double newton_width = 1e-3;
constexpr double narrowest = 1e-12;

struct Stop {
    double p{};
    CutEquilibrium least;
};

double rise(const Stop& from, const Stop& to) { return std::max(to.least.x - from.least.x, to.least.y - from.least.y); }

PathJump jump_at(const LossPath& path, double p, double u, double beyond)
{
    const auto map = logit_map(path.at(p));
    // Two of the three fixed points coincide here: rounding decides whether they are found, the third always is.
    return {p, equilibrium_at(map, u), equilibrium_at(map, std::max(beyond, logit_roots(map).greatest))};
}

/// The fold between two stops, if what happens between them is one and not merely a steep rise.
std::optional<PathJump> confirmed(const LossPath& path, const Stop& from, const Stop& to, double smallest_jump)
{
    std::optional<PathJump> jump;
    if (const auto fold = solve_fold(path, from.p, to.p)) {
        jump = jump_at(path, fold->p, fold->u, fold->u);
    } else if (to.p - from.p <= narrowest) {
        const auto turns = turning_points(logit_map(path.at(from.p)));
        jump = jump_at(path, from.p, turns ? turns->lower : from.least.logit_x, to.least.logit_x);
    }
    if (!jump || rise({from.p, jump->fold}, {to.p, jump->after}) <= smallest_jump) return std::nullopt;
    return jump;
}

}  // namespace

bool comes_second(const CutSide& side, const CutSide& other) noexcept
{
    const auto key = [](const CutSide& s) {
        return std::tie(s.gain, s.loss, s.cost, s.rival_credibility, s.retaliation_gain, s.precision);
    };
    return key(other) < key(side);
}

CutGame exchanged(const CutGame& game) noexcept { return {game.b, game.a}; }

CutEquilibrium exchanged(const CutEquilibrium& point) noexcept
{
    return {point.y, point.x, point.logit_y, point.logit_x, point.kappa, point.stable};
}

LogitMap logit_map(const CutGame& game) noexcept
{
    const auto side = [](const CutSide& s) {
        const double answer = s.rival_credibility * s.loss;
        return LogitSide{s.precision * (s.gain - s.cost - answer), s.precision * (answer + s.retaliation_gain)};
    };
    return {side(game.a), side(game.b)};
}

CutEquilibrium equilibrium_at(const LogitMap& map, double u) noexcept
{
    const double v = map.rival(u);
    const double kappa = std::exp(0.5 * map.log_steepness(u));
    return {.x = logistic(u), .y = logistic(v), .logit_x = u, .logit_y = v, .kappa = kappa, .stable = kappa < 1.0};
}

CutGame LossPath::at(double p) const noexcept
{
    const auto left = [&](double exponent) { return exponent == 0.0 ? 1.0 : std::pow(1.0 - p, exponent); };
    CutGame moved = game;
    moved.a.loss *= scale * left(exponent_a);
    moved.b.loss *= scale * left(exponent_b);
    return moved;
}

CutEquilibrium LossPath::least_at(double p) const noexcept
{
    const auto map = logit_map(at(p));
    return equilibrium_at(map, least_logit_root(map));
}

std::optional<PathJump> first_jump(const LossPath& path, double smallest_jump)
{
    const auto stop = [&](double p) { return Stop{p, path.least_at(p)}; };
    // Depth first, the earliest part on top.
    std::vector<Stop> ahead;
    const bool monotone = path.exponent_a >= 0.0 && path.exponent_b >= 0.0;
    const int parts = monotone ? 1 : 64;
    for (int part = parts; part > 0; --part) ahead.push_back(stop(path.end * part / parts));
    Stop here = stop(0.0);
    while (!ahead.empty()) {
        const Stop& next = ahead.back();
        const double width = next.p - here.p;
        if (rise(here, next) > smallest_jump) {
            if (width <= newton_width) {
                if (const auto jump = confirmed(path, here, next, smallest_jump)) return jump;
            }
            if (width > narrowest) {
                ahead.push_back(stop(std::midpoint(here.p, next.p)));
                continue;
            }
        }
        here = next;
        ahead.pop_back();
    }
    return std::nullopt;
}

}  // namespace entangled::kernels
