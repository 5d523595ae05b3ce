#include "indicators/kernels/deterrence/fan.hpp"

#include "indicators/kernels/deterrence/latin_hypercube.hpp"
#include "indicators/kernels/deterrence/path_end.hpp"
#include "indicators/kernels/deterrence/race_path.hpp"
#include "indicators/kernels/deterrence/regime.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/tails.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr double smallest_jump = 0.1;

struct DrawnSide {
    CutSide side;
    double speed{};
};

/// 0 for a lost draw, absent if out of reach.
using Reach = std::optional<double>;

struct DrawReading {
    CutRegime regime{};
    bool smooth{};
    Reach both;
    Reach a;
    Reach b;
    Reach years;
    Reach kappa;
    Reach risk_a;
    Reach risk_b;
};

bool in_order(Interval range, double lowest)
{
    return std::isfinite(range.lower) && std::isfinite(range.upper) && range.lower <= range.upper &&
           range.lower >= lowest;
}

bool legal(const FanSide& s)
{
    return std::isfinite(s.gain) && s.gain_error >= 0.0 && s.gain_error <= 1.0 && in_order(s.loss, 0.0) &&
           s.rival_credibility >= 0.0 && s.rival_credibility <= 1.0 && s.credibility_error >= 0.0 &&
           std::isfinite(s.credibility_error) && in_order(s.retaliation_gain, 0.0) && in_order(s.base_rate, 0.0) &&
           s.base_rate.lower > 0.0 && s.base_rate.upper < 1.0 && in_order(s.precision, 0.0) &&
           s.precision.lower > 0.0 && std::isfinite(s.speed) && s.speed_error >= 0.0 && std::isfinite(s.speed_error);
}

double within(Interval range, double u) { return (1.0 - u) * range.lower + u * range.upper; }

Result<std::vector<DrawnSide>> drawn(const FanSide& s, std::size_t draws)
{
    std::array<std::vector<double>, 7> points;
    for (std::size_t dimension = 0; dimension < points.size(); ++dimension) {
        auto axis = latin_points(draws, derived_id(s.id, dimension));
        if (!axis) return axis.error();
        points[dimension] = std::move(*axis);
    }
    std::vector<DrawnSide> sides(draws);
    for (std::size_t i = 0; i < draws; ++i) {
        const auto shift = [&](std::size_t dimension) { return 2.0 * points[dimension][i] - 1.0; };
        const double precision = within(s.precision, points[0][i]);
        const auto cost = cost_from_base_rate(within(s.base_rate, points[1][i]), precision);
        const auto normal_point = normal_quantile(points[6][i]);
        if (!cost) return cost.error();
        if (!normal_point) return normal_point.error();
        sides[i] = {
            .side = {.gain = s.gain * (1.0 + s.gain_error * shift(2)),
                     .loss = within(s.loss, points[3][i]),
                     .cost = *cost,
                     .rival_credibility = std::clamp(s.rival_credibility + s.credibility_error * shift(4), 0.0, 1.0),
                     .retaliation_gain = within(s.retaliation_gain, points[5][i]),
                     .precision = precision},
            .speed = s.speed + s.speed_error * *normal_point};
    }
    return sides;
}

Result<Reach> reach_of(const LossPath& path, CutRegime start)
{
    const auto end = follow(path, smallest_jump, start);
    if (!end) return end.error();
    if (end->state == TippingState::already_lost) return Reach{0.0};
    return end->jump ? Reach{end->jump->p} : Reach{};
}

Result<DrawReading> read(const DrawnSide& a, const DrawnSide& b, double horizon_years)
{
    const CutGame game{a.side, b.side};
    const auto regime = cut_regime(game, smallest_jump);
    if (!regime) return regime.error();
    const auto race = race_path(game, {a.speed, b.speed}, horizon_years);
    if (!race) return race.error();
    const auto both = reach_of({.game = game, .exponent_a = 1.0, .exponent_b = 1.0}, regime->regime);
    const auto only_a = reach_of({.game = game, .exponent_a = 1.0}, regime->regime);
    const auto only_b = reach_of({.game = game, .exponent_b = 1.0}, regime->regime);
    const auto raced = reach_of(race->path, regime->regime);
    for (const auto* reach : {&both, &only_a, &only_b, &raced}) {
        if (!*reach) return reach->error();
    }
    const auto risk = [](const CutSide& side) {
        const auto found = critical_risk(side);
        return found ? Reach{found->value} : Reach{};
    };
    const auto& years = *raced;
    return DrawReading{.regime = regime->regime,
                       .smooth = regime->smooth,
                       .both = *both,
                       .a = *only_a,
                       .b = *only_b,
                       .years = years && *years > 0.0 ? Reach{race->years_at(*years)} : years,
                       .kappa = regime->equilibria.least.kappa,
                       .risk_a = risk(a.side),
                       .risk_b = risk(b.side)};
}

std::vector<double> present(const std::vector<DrawReading>& readings, Reach DrawReading::*field)
{
    std::vector<double> values;
    for (const DrawReading& reading : readings) {
        if (reading.*field && std::isfinite(*(reading.*field))) values.push_back(*(reading.*field));
    }
    return values;
}

/// Draws without a value are out of reach, above every number.
DrawBand reach_band(const std::vector<DrawReading>& readings, Reach DrawReading::*field)
{
    return draw_band(present(readings, field), readings.size());
}

/// Draws without a value say nothing: they are left out.
DrawBand defined_band(const std::vector<DrawReading>& readings, Reach DrawReading::*field)
{
    auto values = present(readings, field);
    const std::size_t count = values.size();
    return draw_band(std::move(values), count);
}

FanReading summary(const std::vector<DrawReading>& readings)
{
    const auto share = [&](auto holds) {
        return static_cast<double>(std::ranges::count_if(readings, holds)) / static_cast<double>(readings.size());
    };
    const auto is = [&](CutRegime regime) {
        return share([regime](const DrawReading& reading) { return reading.regime == regime; });
    };
    return {.robust = is(CutRegime::robust),
            .fragile = is(CutRegime::fragile),
            .lost = is(CutRegime::lost),
            .smooth = share([](const DrawReading& reading) { return reading.smooth; }),
            .distance_both = reach_band(readings, &DrawReading::both),
            .distance_a = reach_band(readings, &DrawReading::a),
            .distance_b = reach_band(readings, &DrawReading::b),
            .time_to_tipping = reach_band(readings, &DrawReading::years),
            .kappa = defined_band(readings, &DrawReading::kappa),
            .critical_risk_a = defined_band(readings, &DrawReading::risk_a),
            .critical_risk_b = defined_band(readings, &DrawReading::risk_b)};
}

}  // namespace

Result<FanReading> parameter_fan(const Fan& fan)
{
    if (fan.draws == 0) return Error{Errc::no_data, "parameter_fan: no draws"};
    if (fan.draws > 100'000 || !legal(fan.a) || !legal(fan.b) || !(fan.horizon_years > 0.0)) {
        return Error{Errc::bad_value, "parameter_fan: a range is illegal or there are more than 100,000 draws"};
    }
    const auto a = drawn(fan.a, fan.draws);
    if (!a) return a.error();
    const auto b = drawn(fan.b, fan.draws);
    if (!b) return b.error();
    std::vector<DrawReading> readings(fan.draws);
    std::vector<std::optional<Error>> errors(fan.draws);
    for_each_block(fan.draws, fan.threads, [&](std::size_t i) {
        const auto reading = read((*a)[i], (*b)[i], fan.horizon_years);
        if (reading)
            readings[i] = *reading;
        else
            errors[i] = reading.error();
    });
    for (const auto& error : errors) {
        if (error) return *error;
    }
    return summary(readings);
}

}  // namespace entangled::kernels
