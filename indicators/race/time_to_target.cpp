#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_level.hpp"
#include "indicators/kernels/trend/crossing.hpp"
#include "indicators/race/shared_levels.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 1> labels{"of"};

constexpr std::array<ParameterSpec, 2> options{{
    {"rate", ParameterType::text, true, "id of the decoupling_rate reading"},
    {"target", ParameterType::number, true, "level to be reached, above 0 and below 1"},
}};

constexpr std::array<std::string_view, 3> answers{"reached", "falling", "undecided"};

Reading undecided(Errc code, std::string detail)
{
    Reading reading = missing(code, std::move(detail));
    reading.answer = "undecided";
    return reading;
}

// The newest level stands in the rate reading's own series; it is passed on as its newest period's level.
Reading evaluate(const Evaluation& evaluation, double target)
{
    const Reading& rate = *evaluation.upstream.front();
    if (rate.state != ReadingState::ok) {
        return undecided(Errc::upstream_unknown, "the rate is unknown: " + rate.reason->detail);
    }
    const auto crossing = kernels::time_to_threshold(rate.level->upper, target, *rate.value, *rate.bounds);
    if (!crossing) return undecided(crossing.error().code, crossing.error().detail);
    step(evaluation, fmt::format("T = ln({} / {}) / {}", format_number(rate.level->upper), format_number(target),
                                 format_number(*rate.value)));
    if (!crossing->years || crossing->may_never) {
        return undecided(
            Errc::not_identified,
            fmt::format("the rate may be anything from {:.3f} to {:.3f} a year, so the target may never be met",
                        rate.bounds->lower, rate.bounds->upper));
    }
    Reading reading = known(*crossing->years);
    reading.bounds = Interval{crossing->lower.value_or(*crossing->years), crossing->upper.value_or(*crossing->years)};
    reading.answer = *crossing->years == 0.0 ? "reached" : "falling";
    reading.n = rate.n;
    reading.newest = rate.newest;
    reading.oldest = rate.oldest;
    reading.period = rate.period;
    reading.periods = rate.periods;
    reading.basis = rate.basis;
    reading.may_alert = rate.may_alert;
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext&)
{
    const double target = *parameters.number("target");
    if (!(target > 0.0 && target < 1.0)) return ParameterError{"target", "a target level lies above 0 and below 1"};
    Body body;
    body.labels = {{"of", parameters.text("rate")}};
    body.readings = {parameters.text("rate")};
    body.subject = fmt::format("years until {} is down to {}", parameters.text("rate"), target);
    body.evaluate = [target](const Evaluation& evaluation) { return evaluate(evaluation, target); };
    return body;
}

std::optional<std::string> check(const Body&, std::span<const Upstream> upstream, const CodeBook&)
{
    if (upstream.front().kind->name == "decoupling_rate") return std::nullopt;
    return fmt::format("'{}' is a {}; a time to target is read off a decoupling_rate", upstream.front().id,
                       upstream.front().kind->name);
}

}  // namespace

extern constinit const IndicatorKind time_to_target_kind{
    .name = "time_to_target",
    .unit = "years",
    .help = "Years until a dependence level falls to its target at the present rate; absent while the rate may be 0.",
    .formula = "T = ln(level / target) / rate, with the ends of the rate's band; 0 once the target is reached",
    .range = "[0, inf) years",
    .inputs = "a decoupling_rate and the newest level behind it",
    .smallest_input = "a rate whose band excludes 0",
    .source = "own; exponential decline",
    .limitation = "a constant rate is an assumption; capacity comes in steps",
    .falsifier = "the level of a later year outside the path",
    .claims = "C03",
    .labels = labels,
    .answers = answers,
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
    .check = check,
};

}  // namespace entangled
