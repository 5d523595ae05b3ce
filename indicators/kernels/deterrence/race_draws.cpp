#include "indicators/kernels/deterrence/race_draws.hpp"

#include "indicators/kernels/deterrence/path_end.hpp"
#include "indicators/kernels/deterrence/race_path.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr double smallest_jump = 0.1;

struct Drawn {
    std::optional<double> distance;
    std::optional<double> years;
    std::optional<Error> error;
};

bool legal(const UncertainSide& side)
{
    return side.loss_log_sd >= 0.0 && side.loss_log_sd <= 10.0 && std::isfinite(side.speed) &&
           side.speed_error >= 0.0 && std::isfinite(side.speed_error);
}

CutSide drawn_side(const UncertainSide& s, std::size_t draw)
{
    CutSide side = s.side;
    side.loss *= std::exp(s.loss_log_sd * normal(derived_id(s.id, 0), draw));
    return side;
}

double drawn_speed(const UncertainSide& s, std::size_t draw)
{
    return s.speed + s.speed_error * normal(derived_id(s.id, 1), draw);
}

Drawn drawn(const UncertainRace& r, std::size_t draw)
{
    const CutGame game{drawn_side(r.a, draw), drawn_side(r.b, draw)};
    const auto regime = cut_regime(game, smallest_jump);
    if (!regime) return {.distance = {}, .years = {}, .error = regime.error()};
    if (regime->regime == CutRegime::lost) return {.distance = 0.0, .years = 0.0, .error = {}};
    const auto race = race_path(game, {drawn_speed(r.a, draw), drawn_speed(r.b, draw)}, r.horizon_years);
    if (!race) return {.distance = {}, .years = {}, .error = race.error()};
    const LossPath both{.game = game, .exponent_a = 1.0, .exponent_b = 1.0};
    const auto tipping = follow(both, smallest_jump, regime->regime);
    if (!tipping) return {.distance = {}, .years = {}, .error = tipping.error()};
    const auto end = follow(race->path, smallest_jump, regime->regime);
    if (!end) return {.distance = {}, .years = {}, .error = end.error()};
    Drawn result;
    if (tipping->jump) result.distance = tipping->jump->p;
    if (end->jump && std::isfinite(race->years_at(end->jump->p))) result.years = race->years_at(end->jump->p);
    return result;
}

DrawBand band_of(const std::vector<Drawn>& draws, std::optional<double> Drawn::*field)
{
    std::vector<double> reached;
    for (const Drawn& draw : draws) {
        if (draw.*field) reached.push_back(*(draw.*field));
    }
    return draw_band(std::move(reached), draws.size());
}

}  // namespace

Result<UncertainRaceReading> race_draws(const UncertainRace& race)
{
    if (race.draws == 0) return Error{Errc::no_data, "race_draws: no draws"};
    const bool times = race.soon_years > 0.0 && std::isfinite(race.soon_years) && race.horizon_years > 0.0;
    if (race.draws > 1'000'000 || !times || !legal(race.a) || !legal(race.b)) {
        return Error{Errc::bad_value, "race_draws: a field is outside its range"};
    }
    std::vector<Drawn> draws(race.draws);
    for_each_block(race.draws, race.threads, [&](std::size_t draw) { draws[draw] = drawn(race, draw); });
    for (const Drawn& draw : draws) {
        if (draw.error) return *draw.error;
    }
    const auto share = [&](auto holds) {
        return static_cast<double>(std::ranges::count_if(draws, holds)) / static_cast<double>(draws.size());
    };
    return UncertainRaceReading{
        .distance = band_of(draws, &Drawn::distance),
        .time_to_tipping = band_of(draws, &Drawn::years),
        .soon = share([&](const Drawn& draw) { return draw.years && *draw.years < race.soon_years; }),
        .already_lost = share([](const Drawn& draw) { return draw.years == 0.0; }),
        .never = share([](const Drawn& draw) { return !draw.years; })};
}

}  // namespace entangled::kernels
