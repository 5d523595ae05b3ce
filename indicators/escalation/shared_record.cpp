#include "indicators/escalation/shared_record.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace entangled {
namespace {

constexpr double least_coverage = 0.98;

struct Reach {
    std::optional<Timestamp> complete_until;
    Duration grace{};
    std::size_t accepted{};
    std::size_t rejected{};
};

Result<Reach> reach_of_feeds(const Evaluation& evaluation)
{
    Reach reach;
    std::string trouble;
    for (const auto& feed : evaluation.view.dataset().feeds()) {
        const FeedContents& contents = *feed.contents;
        if (feed.status.state == FeedState::error) trouble = fmt::format("; feed {}: {}", feed.id, feed.status.detail);
        if (contents.acts.empty()) continue;
        if (!feed.status.complete_until) {
            return Error{Errc::not_observed,
                         fmt::format("feed {} does not say up to when its acts are complete; declare "
                                     "complete_until",
                                     feed.id)};
        }
        if (feed.status.retrieved && evaluation.now - *feed.status.retrieved > feed.status.stale_after) {
            return Error{Errc::stale,
                         fmt::format("feed {} was last read on {}", feed.id, format_time(*feed.status.retrieved))};
        }
        if (!reach.complete_until || *feed.status.complete_until < *reach.complete_until) {
            reach.complete_until = feed.status.complete_until;
            reach.grace = feed.status.grace;
        }
        reach.accepted += contents.acts.size();
        const auto rejected = contents.rejected_records.find("acts");
        if (rejected != contents.rejected_records.end()) reach.rejected += rejected->second;
    }
    if (reach.complete_until) return reach;
    if (!trouble.empty()) return Error{Errc::no_data, "no record of acts" + trouble};
    return Error{Errc::not_configured, "needs a feed of acts (schema acts)"};
}

}  // namespace

Result<RecordReach> reach_of_acts(const Evaluation& evaluation)
{
    const auto reach = reach_of_feeds(evaluation);
    if (!reach) return reach.error();
    // Before its first act the record says nothing, which is not that nothing happened.
    if (evaluation.view.acts().empty()) return Error{Errc::no_data, "no act was on record yet"};
    const double all = static_cast<double>(reach->accepted + reach->rejected);
    const double coverage = static_cast<double>(reach->accepted) / all;
    if (coverage < least_coverage) {
        return Error{Errc::below_coverage, fmt::format("{} of {} acts could not be read", reach->rejected,
                                                       reach->accepted + reach->rejected)};
    }
    const Timestamp last_covered = *reach->complete_until;
    if (evaluation.now > *reach->complete_until + reach->grace) {
        return Error{Errc::not_observed, "not observed since " + format_date(last_covered)};
    }
    const Date day = std::chrono::floor<std::chrono::days>(std::min(evaluation.now, last_covered));
    return RecordReach{day, Timestamp{day}, coverage};
}

bool names_any(const std::vector<std::string>& set, const std::set<std::string>& economies)
{
    return std::any_of(set.begin(), set.end(), [&](const std::string& code) { return economies.contains(code); });
}

void show(const Evaluation& evaluation, const Act& act, std::string figure)
{
    if (!evaluation.working) return;
    evaluation.working->inputs.push_back(
        {act.title, format_date(act.date), std::move(figure),
         fmt::format("{}, known {}, {}", act.id, format_date(act.known_at), to_string(act.evidence)), act.source,
         act.url, "single reported fact, quoted with its source"});
}

}  // namespace entangled
