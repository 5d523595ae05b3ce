#include "indicators/kernels/deterrence/bimatrix.hpp"

#include "indicators/kernels/deterrence/logit_map.hpp"
#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

namespace entangled::kernels {
namespace {

constexpr double largest_stake = 1e9;
constexpr int search_points = 400;

/// Advantage of the first strategy, level + slope * (probability of the rival's first), times the precision.
LogitSide response(double first_if_first, double first_if_second, double second_if_first, double second_if_second,
                   double precision)
{
    const double if_first = precision * (first_if_first - second_if_first);
    const double if_second = precision * (first_if_second - second_if_second);
    return {if_second, if_first - if_second};
}

LogitMap map_of(const Bimatrix& game, double precision)
{
    const auto& r = game.row;
    const auto& c = game.column;
    return {response(r[0][0], r[0][1], r[1][0], r[1][1], precision),
            response(c[0][0], c[1][0], c[0][1], c[1][1], precision)};
}

bool legal(const LogitMap& map)
{
    const double values[] = {map.a.level, map.a.slope, map.b.level, map.b.slope};
    return std::ranges::all_of(values, [](double value) { return std::abs(value) <= largest_stake; });
}

MixedPlay play_at(const LogitMap& map, double u) { return {logistic(u), logistic(map.rival(u))}; }

/// Slopes of opposite sign: the composed response falls and meets the diagonal once.
double only_root(const LogitMap& map)
{
    double from = map.a.level + std::min(map.a.slope, 0.0);
    double to = map.a.level + std::max(map.a.slope, 0.0);
    for (int round = 0; round < 200; ++round) {
        const double middle = std::midpoint(from, to);
        if (middle == from || middle == to) break;
        (map.gap(middle) > 0.0 ? from : to) = middle;
    }
    return from;
}

std::vector<MixedPlay> plays(const LogitMap& map)
{
    if ((map.a.slope < 0.0) != (map.b.slope < 0.0)) return {play_at(map, only_root(map))};
    // Both negative: in terms of the column's second strategy both are positive.
    const bool relabelled = map.a.slope < 0.0;
    const LogitMap rising =
        relabelled ? LogitMap{{map.a.level + map.a.slope, -map.a.slope}, {-map.b.level, -map.b.slope}} : map;
    const auto roots = logit_roots(rising);
    std::vector<MixedPlay> found{play_at(map, roots.least)};
    if (roots.middle) {
        found.push_back(play_at(map, *roots.middle));
        found.push_back(play_at(map, roots.greatest));
    }
    return found;
}

double log_likelihood(const MixedPlay& play, const PlayCounts& counts)
{
    const auto term = [](double count, double p) { return count == 0.0 ? 0.0 : count * std::log(p); };
    return term(counts.row_first, play.row) + term(counts.row_second, 1.0 - play.row) +
           term(counts.column_first, play.column) + term(counts.column_second, 1.0 - play.column);
}

LogitFit likeliest(const Bimatrix& game, const PlayCounts& counts, double precision)
{
    std::optional<LogitFit> best;
    for (const MixedPlay& play : plays(map_of(game, precision))) {
        const double value = log_likelihood(play, counts);
        if (!best || value > best->log_likelihood) best = LogitFit{precision, play, value};
    }
    return *best;
}

std::optional<Error> illegal(const Bimatrix& game, const PlayCounts& counts, double precision)
{
    if (!std::isfinite(precision) || precision < 0.0 || !legal(map_of(game, precision))) {
        return Error{Errc::bad_value, "logit equilibrium: the precision or a payoff is outside its range"};
    }
    const double all[] = {counts.row_first, counts.row_second, counts.column_first, counts.column_second};
    if (!all_non_negative(all)) return Error{Errc::bad_value, "logit equilibrium: a count is negative or not finite"};
    if (std::ranges::all_of(all, [](double count) { return count == 0.0; })) {
        return Error{Errc::no_data, "logit equilibrium: no play was counted"};
    }
    return std::nullopt;
}

/// Golden-section search: the maximum is flat, so its place is known to about the square root of the rounding.
LogitFit refined(const Bimatrix& game, const PlayCounts& counts, double from, double to)
{
    constexpr double ratio = 1.0 / std::numbers::phi;
    LogitFit left = likeliest(game, counts, to - ratio * (to - from));
    LogitFit right = likeliest(game, counts, from + ratio * (to - from));
    for (int round = 0; round < 200 && to - from > 1e-9 * (1.0 + to); ++round) {
        if (left.log_likelihood >= right.log_likelihood) {
            to = right.precision;
            right = left;
            left = likeliest(game, counts, to - ratio * (to - from));
        } else {
            from = left.precision;
            left = right;
            right = likeliest(game, counts, from + ratio * (to - from));
        }
    }
    return left.log_likelihood >= right.log_likelihood ? left : right;
}

}  // namespace

Result<std::vector<MixedPlay>> logit_equilibria(const Bimatrix& game, double precision)
{
    if (!std::isfinite(precision) || precision < 0.0 || !legal(map_of(game, precision))) {
        return Error{Errc::bad_value, "logit_equilibria: the precision or a payoff is outside its range"};
    }
    return plays(map_of(game, precision));
}

Result<double> logit_log_likelihood(const Bimatrix& game, const PlayCounts& counts, double precision)
{
    if (const auto error = illegal(game, counts, precision)) return *error;
    const auto best = likeliest(game, counts, precision);
    if (std::isnan(best.log_likelihood)) return Error{Errc::bad_value, "logit_log_likelihood: the sum overflows"};
    if (std::isinf(best.log_likelihood)) {
        return Error{Errc::not_identified, "logit_log_likelihood: a play of probability 0, or the sum overflows"};
    }
    return best.log_likelihood;
}

Result<LogitFit> fit_logit_equilibrium(const Bimatrix& game, const PlayCounts& counts, double largest_precision)
{
    if (const auto error = illegal(game, counts, largest_precision)) return *error;
    if (largest_precision == 0.0) return Error{Errc::bad_value, "fit_logit_equilibrium: the largest precision is 0"};
    int best = 0;
    double highest = likeliest(game, counts, 0.0).log_likelihood;
    const double step = largest_precision / search_points;
    for (int point = 1; point <= search_points; ++point) {
        const double value = likeliest(game, counts, step * point).log_likelihood;
        if (value > highest) {
            highest = value;
            best = point;
        }
    }
    if (best == search_points) {
        return Error{Errc::not_identified,
                     "fit_logit_equilibrium: the likelihood still rises at the largest precision"};
    }
    const auto fit = refined(game, counts, std::max(0.0, step * (best - 1)), step * (best + 1));
    if (!std::isfinite(fit.log_likelihood)) {
        return Error{Errc::bad_value, "fit_logit_equilibrium: the log-likelihood overflows"};
    }
    return fit;
}

}  // namespace entangled::kernels
