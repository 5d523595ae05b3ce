#include "indicators/inputs.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace entangled {

std::optional<ParameterError> check_definition(const CodeBook& codes, std::string_view parameter,
                                               std::string_view definition)
{
    if (codes.definition(definition)) return std::nullopt;
    return ParameterError{std::string(parameter),
                          fmt::format("definition '{}' is not in the code book; add it to definitions.csv with its "
                                      "source, basis and frequency",
                                      definition)};
}

std::optional<ParameterError> check_one_basis(const CodeBook& codes, std::string_view parameter,
                                              std::span<const std::string> definitions)
{
    for (const auto& id : definitions) {
        if (auto error = check_definition(codes, parameter, id)) return error;
        const Definition& first = *codes.definition(definitions.front());
        const Definition& other = *codes.definition(id);
        if (first.basis == other.basis) continue;
        return ParameterError{std::string(parameter),
                              fmt::format("'{}' is measured against {} and '{}' against {}: shares of different things "
                                          "cannot be put together",
                                          first.id, to_string(first.basis), other.id, to_string(other.basis))};
    }
    return std::nullopt;
}

std::string Party::label() const
{
    std::string text = bloc.empty() ? economy : bloc;
    for (const auto& extra : added) text += '+' + extra;
    return text;
}

std::set<std::string> Party::economies(const View& view) const
{
    std::set<std::string> set(added.begin(), added.end());
    if (bloc.empty()) {
        set.insert(economy);
    } else {
        set.merge(members(view, bloc, roster));
    }
    return set;
}

boost::system::result<Party, ParameterError> read_party(const Parameters& parameters, const ConfigureContext& context,
                                                        std::string_view economy_option, std::string_view bloc_option)
{
    Party party;
    party.economy = parameters.text(economy_option);
    party.bloc = parameters.text(bloc_option);
    party.added = parameters.list("with");
    party.roster = context.roster;
    if (party.economy.empty() == party.bloc.empty()) {
        return ParameterError{std::string(economy_option),
                              fmt::format("give either {} (an economy) or {} (a bloc)", economy_option, bloc_option)};
    }
    std::vector<std::string> named = party.added;
    if (party.bloc.empty()) named.push_back(party.economy);
    for (const auto& code : named) {
        if (context.codes.economies.contains(code)) continue;
        return ParameterError{
            code == party.economy ? std::string(economy_option) : "with",
            fmt::format("'{}' is not an economy of the code book; use its ISO 3166-1 alpha-2 code", code)};
    }
    if (const std::string roster = parameters.text("roster"); roster == "dated") {
        party.roster.fixed.reset();
    } else if (!roster.empty()) {
        party.roster.fixed = parse_date(roster);
        if (!party.roster.fixed) return ParameterError{"roster", "give a date YYYY-MM-DD or \"dated\""};
    }
    return party;
}

Reading no_input(const Evaluation& evaluation, const SeriesKey& group)
{
    const auto& index = evaluation.view.dataset().series();
    SeriesKey first = group;
    first.origin.clear();
    const auto entry = index.lower_bound(first);
    if (entry != index.end() && entry->first.measure == group.measure && entry->first.good == group.good &&
        entry->first.tier == group.tier && entry->first.definition == group.definition &&
        entry->first.destination == group.destination) {
        return missing(Errc::no_data, fmt::format("nothing of {} is known yet", to_string(group)));
    }
    for (const auto& feed : evaluation.view.dataset().feeds()) {
        if (feed.status.state != FeedState::error) continue;
        return missing(Errc::no_data,
                       fmt::format("no {}; feed {} cannot be read: {}", to_string(group), feed.id, feed.status.detail));
    }
    return missing(Errc::not_configured, fmt::format("needs a feed that delivers {}", to_string(group)));
}

std::optional<Reading> stale_input(const Evaluation& evaluation, std::span<const KnownPoint> points)
{
    for (const auto& point : points) {
        const FeedStatus& status = point.feed->status;
        if (!status.retrieved || evaluation.now - *status.retrieved <= status.stale_after) continue;
        return missing(Errc::stale,
                       fmt::format("feed {} was last read on {}{}{}", point.feed->id, format_time(*status.retrieved),
                                   status.detail.empty() ? "" : ": ", status.detail));
    }
    return std::nullopt;
}

void stamp(Reading& reading, std::span<const KnownPoint> points)
{
    reading.n = static_cast<std::uint32_t>(points.size());
    for (const auto& point : points) {
        const Timestamp end{point.observation->period.end};
        if (!reading.newest || end > *reading.newest) {
            reading.newest = end;
            reading.period = point.observation->period;
        }
        if (!reading.oldest || end < *reading.oldest) reading.oldest = end;
    }
}

void show(const Evaluation& evaluation, std::span<const KnownPoint> points)
{
    if (!evaluation.working) return;
    for (const auto& point : points) {
        const auto& source = point.feed->contents->sources[point.observation->source];
        const Definition* definition = evaluation.codes.definition(point.key->definition);
        evaluation.working->inputs.push_back(
            {to_string(*point.key), format_period(point.observation->period), format_figure(*point.observation),
             fmt::format("{}, known {}", point.release->id, format_date(point.release->known_at)), source.source,
             source.url, definition ? definition->licence : std::string{}});
    }
}

void step(const Evaluation& evaluation, std::string line)
{
    if (evaluation.working) evaluation.working->steps.push_back(std::move(line));
}

std::string format_figure(const Observation& observation)
{
    std::string text = "withheld";
    if (observation.value) text = format_number(*observation.value);
    if (observation.bounds) {
        text =
            fmt::format("[{}, {}]", format_number(observation.bounds->lower), format_number(observation.bounds->upper));
    }
    const std::string flags = format_flags(observation.flags);
    return flags.empty() ? text : fmt::format("{} ({})", text, flags);
}

std::string format_number(double value) { return fmt::format("{}", value); }

}  // namespace entangled
