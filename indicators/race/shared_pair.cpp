#include "indicators/race/shared_pair.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace entangled {
namespace {

constexpr std::size_t least_common_periods = 4;

std::size_t common_periods(const Reading& a, const Reading& b)
{
    return static_cast<std::size_t>(std::count_if(a.periods.begin(), a.periods.end(), [&](const Period& period) {
        return std::find(b.periods.begin(), b.periods.end(), period) != b.periods.end();
    }));
}

std::optional<std::string> not_comparable(const Reading& a, const Reading& b)
{
    for (const Reading* side : {&a, &b}) {
        if (side->state != ReadingState::ok) return side->reason->detail;
    }
    if (a.basis != b.basis) {
        const auto names =
            std::minmax({to_string(a.basis.value_or(Basis::none)), to_string(b.basis.value_or(Basis::none))});
        return fmt::format("different bases ({} and {})", names.first, names.second);
    }
    const std::size_t common = common_periods(a, b);
    if (common >= least_common_periods) return std::nullopt;
    return fmt::format("{} common periods, {} needed", common, least_common_periods);
}

}  // namespace

boost::system::result<RacePair, ParameterError> read_race(const Parameters& parameters)
{
    RacePair race;
    race.a = parameters.list("a_candidates");
    race.b = parameters.list("b_candidates");
    race.candidates = !race.a.empty() && !race.b.empty();
    const bool single = parameters.has("a") && parameters.has("b");
    const bool any = parameters.has("a") || parameters.has("b");
    if (race.candidates == single || (race.candidates && any)) {
        return ParameterError{"a", "give a and b, or a_candidates and b_candidates"};
    }
    if (single) {
        race.a = {parameters.text("a")};
        race.b = {parameters.text("b")};
    }
    return race;
}

ChosenPair choose_pair(const Evaluation& evaluation, const RacePair& race)
{
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < race.a.size(); ++i) {
        for (std::size_t j = 0; j < race.b.size(); ++j) {
            const std::size_t a = i;
            const std::size_t b = race.a.size() + j;
            const auto reason = not_comparable(*evaluation.upstream[a], *evaluation.upstream[b]);
            if (!reason) return {std::pair{a, b}, {}};
            const auto names = std::minmax(race.a[i], race.b[j]);
            reasons.push_back(fmt::format("{} with {}: {}", names.first, names.second, *reason));
        }
    }
    std::sort(reasons.begin(), reasons.end());
    return {std::nullopt, fmt::format("{}", fmt::join(reasons, "; "))};
}

std::optional<std::string> check_pair(const RacePair& race, std::span<const Upstream> upstream, const CodeBook& codes,
                                      std::string_view kind)
{
    for (const auto& side : upstream) {
        if (side.kind->name == kind) continue;
        return fmt::format("'{}' is a {}; this compares {} readings", side.id, side.kind->name, kind);
    }
    if (race.candidates) return std::nullopt;
    const auto definition = [&](const Upstream& side) {
        return side.body->definitions.empty() ? nullptr : codes.definition(side.body->definitions.front());
    };
    const Definition* a = definition(upstream[0]);
    const Definition* b = definition(upstream[1]);
    if (!a || !b || a->basis == b->basis) return std::nullopt;
    return fmt::format(
        "'{}' is measured against {} (definition {}) and '{}' against {} (definition {}): speeds of "
        "different things have no difference; name readings of one basis, or candidates",
        upstream[0].id, to_string(a->basis), a->id, upstream[1].id, to_string(b->basis), b->id);
}

Reading undecided_race(Errc code, std::string detail)
{
    Reading reading = missing(code, std::move(detail));
    reading.answer = "undecided";
    return reading;
}

std::string race_answer(const Interval& difference)
{
    if (difference.lower > 0.0) return "a_ahead";
    return difference.upper < 0.0 ? "b_ahead" : "undecided";
}

}  // namespace entangled
