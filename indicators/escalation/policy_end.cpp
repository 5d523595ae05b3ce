#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "indicators/inputs.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 1> labels{"policy"};

constexpr std::array<ParameterSpec, 1> options{{
    {"policy", ParameterType::text, true, "id of the measure in the policy feed"},
}};

constexpr std::array<std::string_view, 4> answers{"announced", "in_force", "unresolved", "ended"};
constexpr std::array<std::string_view, 4> outcomes{"ended", "repealed", "lapsed", "superseded"};

// A day ends at midnight where the measure was imposed, not in UTC.
Result<Timestamp> end_of_day(const CodeBook& codes, const std::string& imposer, Date day)
{
    const auto economy = codes.economies.find(imposer);
    if (economy == codes.economies.end() || !economy->second.utc_offset) {
        return Error{Errc::no_data, fmt::format("the code book has no utc_offset for the imposer {}", imposer)};
    }
    return Timestamp{day + std::chrono::days{1}} - *economy->second.utc_offset;
}

std::string answer_of(const Policy& policy, const std::optional<Timestamp>& end, Timestamp now, const CodeBook& codes)
{
    if (std::find(outcomes.begin(), outcomes.end(), policy.state) != outcomes.end()) return "ended";
    if (end && now >= *end) return "unresolved";
    if (policy.effective) {
        const auto first_end = end_of_day(codes, policy.imposer, *policy.effective);
        if (first_end && now < *first_end - std::chrono::days{1}) return "announced";
    }
    return "in_force";
}

const Policy* newest_of(const View& view, const std::string& id)
{
    for (const Policy* policy : view.policies()) {
        if (policy->id == id || policy->supersedes == id) return policy;
    }
    return nullptr;
}

void show_policy(const Evaluation& evaluation, const Policy& policy)
{
    if (!evaluation.working) return;
    evaluation.working->inputs.push_back(
        {policy.title, policy.expires ? "expires " + format_date(*policy.expires) : "no expiry", policy.state,
         fmt::format("{}, known {}", policy.id, format_date(policy.known_at)), policy.source, policy.url,
         "single reported fact, quoted with its source"});
}

Reading evaluate(const Evaluation& evaluation, const std::string& id)
{
    const Policy* policy = newest_of(evaluation.view, id);
    if (!policy) {
        return missing(Errc::no_data,
                       fmt::format("no record of policy {} was known on {}", id, format_date(evaluation.view.as_of())));
    }
    std::optional<Timestamp> end;
    if (policy->expires) {
        const auto known_end = end_of_day(evaluation.codes, policy->imposer, *policy->expires);
        if (!known_end) return missing(known_end.error().code, known_end.error().detail);
        end = *known_end;
    }
    Reading reading;
    reading.state = ReadingState::ok;
    if (end) reading.value = unix_seconds(*end);
    reading.answer = answer_of(*policy, end, evaluation.now, evaluation.codes);
    reading.n = 1;
    reading.newest = policy->known_at;
    reading.oldest = policy->known_at;
    if (reading.answer == "unresolved") reading.notes.emplace_back("past its date with no recorded outcome");
    if (!policy->note.empty()) reading.notes.push_back(policy->note);
    show_policy(evaluation, *policy);
    if (end) {
        step(evaluation, fmt::format("end of {} at the imposer {} = {}; {:.2f} days from {}",
                                     format_date(*policy->expires), policy->imposer, format_time(*end),
                                     days_between(evaluation.now, *end), format_time(evaluation.now)));
    }
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext&)
{
    const std::string id = parameters.text("policy");
    Body body;
    body.labels = {{"policy", id}};
    body.reads_records = true;
    body.subject = "policy " + id;
    body.evaluate = [id](const Evaluation& evaluation) { return evaluate(evaluation, id); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind policy_end_kind{
    .name = "policy_end",
    .unit = "timestamp_seconds",
    .help = "When a dated measure ends, as the end of its last day where it was imposed; absent if it has no end date.",
    .formula = "midnight after the expiry date at the imposer's standard time",
    .range = "Unix time in seconds",
    .inputs = "the policy record",
    .smallest_input = "one policy record",
    .source = "official notices named on each record",
    .limitation = "standard time of the imposer's capital; an extension nobody recorded shows as unresolved",
    .falsifier = "a notice of extension, repeal or lapse dated before the end",
    .claims = "C35 C73",
    .labels = labels,
    .answers = answers,
    .parameters = options,
    .clock = ClockUse::continuous,
    .configure = configure,
};

}  // namespace entangled
