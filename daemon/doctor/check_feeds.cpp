#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <map>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"

namespace entangled::doctor {
namespace {

const LocalFeed* local_feed(const Setup& setup, std::string_view id)
{
    const auto found =
        std::find_if(setup.feeds.begin(), setup.feeds.end(), [id](const LocalFeed& feed) { return feed.id == id; });
    return found == setup.feeds.end() ? nullptr : &*found;
}

Remedy remedy_for(const Setup& setup, const LocalFeed* local, std::string_view state)
{
    const std::string report = "entangled report --format=json" + config_option(setup) + " > /dev/null";
    if (state == to_string(FeedState::stale_fetch) || state == to_string(FeedState::stale_content)) {
        return {"Put a newer file in its place; it is read when it changes.", {}};
    }
    if (state == to_string(FeedState::partial) && (local == nullptr || local->state == FeedState::ok)) {
        return {"The log names the rows; if rows are gone from the file on purpose, a reload accepts it.",
                {"journalctl -u entangled -p warning -n 50", "systemctl reload entangled"}};
    }
    if (local == nullptr) return {"See what the daemon logged.", {"journalctl -u entangled -p warning -n 50"}};
    if (local->state != FeedState::ok || !local->detail.empty()) {
        return {"Mend the file; this names every row that is left out:", {report}};
    }
    if (!local->readable_by_others) {
        return {"It can be read here, but its mode keeps the user of the service out.",
                {"chmod a+r " + shell_word(local->path)}};
    }
    return {"It can be read here, but not by the service: look at the rights of its folders.",
            {"namei -l " + shell_word(local->path), "journalctl -u entangled -p warning -n 50"}};
}

bool is_sound(std::string_view state)
{
    return state == to_string(FeedState::ok) || state == to_string(FeedState::quiet);
}

void look_at_state(Check& check, const Setup& setup, const std::string& id, const std::string& state)
{
    if (is_sound(state)) return;
    const LocalFeed* local = local_feed(setup, id);
    std::string seen = fmt::format("{} is in state {}", id, state);
    if (local != nullptr && !local->detail.empty()) seen += fmt::format(" ({})", beginning(local->detail));
    Remedy remedy = remedy_for(setup, local, state);
    if (state == to_string(FeedState::error) || state == to_string(FeedState::stale_fetch)) {
        check.trouble(std::move(seen), std::move(remedy));
    } else {
        check.warning(std::move(seen), std::move(remedy));
    }
}

// They are counted since the start, the rows of the last read only.
std::string reasons_text(const Page& page, const std::string& feed)
{
    std::vector<std::string> reasons;
    for (const PageSample& sample : page.of("entangled_feed_rejected_rows_total")) {
        const auto of = sample.labels.find("feed");
        const auto reason = sample.labels.find("reason");
        if (of == sample.labels.end() || reason == sample.labels.end() || of->second != feed) continue;
        if (sample.value > 0) reasons.push_back(reason->second);
    }
    return reasons.empty() ? "" : fmt::format(" ({})", fmt::join(reasons, ", "));
}

void look_at_rows(Check& check, const Evidence& evidence, const std::map<std::string, std::string>& states)
{
    for (const auto& [id, state] : states) {
        const auto rejected = evidence.page.value("entangled_feed_rows", {{"feed", id}, {"disposition", "rejected"}});
        if (rejected.value_or(0) == 0) continue;
        check.warning(fmt::format("{} row{} of {} left out{}", *rejected, *rejected == 1 ? "" : "s", id,
                                  reasons_text(evidence.page, id)),
                      remedy_for(evidence.setup, local_feed(evidence.setup, id), state));
    }
}

std::string last_read(const Evidence& evidence)
{
    double oldest = unix_seconds(evidence.setup.now);
    for (const PageSample& sample : evidence.page.of("entangled_feed_retrieved_timestamp_seconds")) {
        oldest = std::min(oldest, sample.value);
    }
    const double age = unix_seconds(evidence.setup.now) - oldest;
    return age_text(Duration{static_cast<std::int64_t>(age * 1000)});
}

}  // namespace

Finding check_feeds(const Evidence& evidence)
{
    Check check("feeds");
    auto states = states_of(evidence.page, "entangled_feed_state", "feed");
    if (!states.empty()) {
        for (const auto& [id, state] : states) look_at_state(check, evidence.setup, id, state);
        look_at_rows(check, evidence, states);
        check.fine(fmt::format("{} are ok, none was read more than {} ago", states.size(), last_read(evidence)));
        return check.finding();
    }
    if (evidence.setup.feeds.empty()) return not_asked("feeds", "neither page nor configuration names any");
    for (const LocalFeed& feed : evidence.setup.feeds) {
        look_at_state(check, evidence.setup, feed.id, std::string{to_string(feed.state)});
    }
    check.fine(fmt::format("{} can be read by this user", evidence.setup.feeds.size()));
    return check.finding();
}

}  // namespace entangled::doctor
