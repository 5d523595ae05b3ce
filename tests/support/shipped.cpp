#include "tests/support/shipped.hpp"

#include <fmt/format.h>
#include <stdexcept>

#include "daemon/engine/cycle.hpp"

namespace entangled::test {
namespace {

ConfigureContext context()
{
    const auto& plan = *shipped().configuration->plan;
    return {plan.codes, {parse_date("2026-08-13"), {"signatory", "participant", "member"}}};
}

const IndicatorKind& kind_of(std::string_view name)
{
    const IndicatorKind* kind = find_indicator_kind(name);
    if (!kind) throw std::logic_error(fmt::format("no kind {}", name));
    return *kind;
}

}  // namespace

const Snapshot& shipped()
{
    static const Snapshot snapshot = [] {
        Snapshot loaded = load_snapshot(ENTANGLED_SOURCE_DIR "/config/entangled.toml", day("2026-11-21"));
        for (const auto& error : loaded.errors) throw std::logic_error(to_string(error));
        return loaded;
    }();
    return snapshot;
}

Timestamp day(std::string_view text)
{
    const auto date = parse_date(text);
    if (!date) throw std::logic_error(fmt::format("no day {}", text));
    return Timestamp{*date};
}

Reading read(const Dataset& dataset, std::string_view kind, const Options& options, Timestamp as_of, Timestamp now)
{
    const auto body = kind_of(kind).configure(Parameters(options), context());
    if (!body) throw std::logic_error(body.error().parameter + ": " + body.error().detail);
    const View view(dataset, as_of);
    return body->evaluate({view, now, shipped().configuration->plan->codes, {}, nullptr});
}

Reading read(std::string_view kind, const Options& options, std::string_view as_of, std::string_view now)
{
    return read(*shipped().dataset, kind, options, day(as_of), now.empty() ? day(as_of) : day(now));
}

std::string refusal(std::string_view kind, const Options& options)
{
    const auto body = kind_of(kind).configure(Parameters(options), context());
    return body ? std::string{} : body.error().detail;
}

Reading shipped_reading(std::string_view id, std::string_view as_of, std::string_view now)
{
    const auto cycle =
        cycle_as_of(shipped().configuration->plan, shipped().dataset, day(as_of), now.empty() ? day(as_of) : day(now));
    const Reading* reading = cycle->find(id);
    if (!reading) throw std::logic_error(fmt::format("no reading {}", id));
    return *reading;
}

std::string printed(double value, int digits) { return fmt::format("{:.{}f}", value, digits); }

std::string printed_span(const Reading& reading, int digits)
{
    const auto span = span_of(reading);
    if (!span) return reading.reason ? std::string(to_string(reading.reason->code)) : "nothing";
    return fmt::format("[{}, {}]", printed(span->lower, digits), printed(span->upper, digits));
}

}  // namespace entangled::test
