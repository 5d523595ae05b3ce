#include <catch2/catch.hpp>

#include "daemon/doctor/checks.hpp"
#include "tests/doctor/recorded.hpp"

using namespace entangled;
using namespace entangled::doctor;
using std::chrono::days;
using std::chrono::seconds;

namespace {

const Page no_page;

Finding clock_of(const Setup& setup, const Answers& answers) { return check_clock({setup, answers, no_page}); }

Answers with_clock(const std::string& id, Duration off)
{
    Answers answers = recorded_answers();
    Answer& answer = answers.find(id)->second;
    answer.date = std::chrono::floor<seconds>(answer.received_at + off);
    return answers;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a server whose clock is off is named, with how far and to which side")
{
    struct Case {
        Duration off;
        Verdict verdict;
        std::string says;
    };
    const auto c = GENERATE(values<Case>({{seconds{0}, Verdict::ok, "Prometheus agrees"},
                                          {seconds{-5}, Verdict::ok, "agrees"},
                                          {seconds{5}, Verdict::warning, "5 s ahead of"},
                                          {seconds{-6}, Verdict::warning, "5 s behind"},
                                          {seconds{59}, Verdict::warning, "59 s ahead of"},
                                          {seconds{60}, Verdict::trouble, "60 s ahead of"},
                                          {seconds{-61}, Verdict::trouble, "60 s behind"},
                                          {days{-400}, Verdict::trouble, "399 d behind"}}));
    const Finding finding = clock_of(sound_setup(), with_clock("prometheus_ready", c.off));
    CAPTURE(finding.seen);
    CHECK(finding.verdict == c.verdict);
    CHECK(holds(finding.seen, c.says));
    CHECK(finding.remedy.commands.empty() == (c.verdict == Verdict::ok));
    CHECK(clock_of(sound_setup(), with_clock("alertmanager_ready", c.off)).verdict == c.verdict);
}

TEST_CASE("a page from the future is a clock that is off")
{
    const Answers answers = recorded_answers();
    const Setup setup = sound_setup();
    const Page page = Page::read("entangled_cycle_last_success_timestamp_seconds 1795327640\n");
    const Finding finding = check_clock({setup, answers, page});
    CHECK(finding.verdict == Verdict::trouble);
    CHECK(holds(finding.seen, "100 s in the future"));
}

TEST_CASE("a clock before the newest row is trouble, from a day on")
{
    Setup setup = sound_setup();
    setup.newest_row = NewestRow{"acts", setup.now + days{1}};
    CHECK(clock_of(setup, {}).verdict == Verdict::ok);
    setup.newest_row->known_at += seconds{1};
    const Finding finding = clock_of(setup, {});
    CHECK(finding.verdict == Verdict::trouble);
    CHECK(holds(finding.seen, "feed acts has a row that was known on 2026-11-23"));
}

TEST_CASE("a clock that nobody sets is a warning, and one of which nothing is known is none")
{
    Setup setup = sound_setup();
    setup.clock_is_synchronised = false;
    CHECK(clock_of(setup, {}).verdict == Verdict::warning);
    setup.clock_is_synchronised.reset();
    CHECK(clock_of(setup, {}).verdict == Verdict::ok);
}

TEST_CASE("all that is wrong with the state directory is said")
{
    const auto state_of = [](const StateDirectory& state) {
        Setup setup = sound_setup();
        setup.state = state;
        const Answers answers;
        return check_state({setup, answers, no_page});
    };
    StateDirectory state = sound_setup().state;
    CHECK(state_of(state).seen == "/var/lib/entangled, 4096 MiB free");
    state.exists = state.is_directory = false;
    CHECK(state_of(state).verdict == Verdict::ok);
    state.free_bytes = std::uint64_t{50} << 20;
    CHECK(state_of(state).verdict == Verdict::warning);
    state.free_bytes = std::uint64_t{3} << 20;
    state.exists = state.is_read_only = true;
    const Finding bad = state_of(state);
    CHECK(bad.verdict == Verdict::trouble);
    for (const auto* part : {"is no directory", "read-only", "3 MiB are free"}) CHECK(holds(bad.seen, part));
    state.may_be_looked_at = false;
    CHECK(state_of(state).verdict == Verdict::not_asked);
    CHECK(state_of({}).verdict == Verdict::not_asked);
}

TEST_CASE("a broken configuration is trouble, keeps rules from being compared, and the rest goes on")
{
    Setup setup = sound_setup();
    setup.config_errors = {"/etc/entangled/entangled.toml:3:1: unknown key 'listn'", "second", "third"};
    setup.readings.clear();
    setup.feeds.clear();
    setup.rules.clear();
    setup.state = {};
    std::map<std::string, Finding> findings;
    for (auto& finding : examine(setup, recorded_answers())) findings.emplace(finding.check, finding);
    const Finding& configuration = findings.at("configuration");
    CHECK(configuration.verdict == Verdict::trouble);
    CHECK(configuration.seen == "/etc/entangled/entangled.toml:3:1: unknown key 'listn' (and 2 more errors)");
    CHECK(configuration.remedy.commands == std::vector<std::string>{"entangled check"});
    CHECK(findings.at("rules").verdict == Verdict::not_asked);
    CHECK(findings.at("feeds").verdict == Verdict::ok);
    CHECK(findings.at("scrape").verdict == Verdict::ok);
}

TEST_CASE("a feed that only the service cannot read is told from one that nobody can")
{
    Setup setup = sound_setup();
    const Answers answers = recorded_answers("feed_is_in_error");
    const Page page = Page::read(answers.find("daemon_page")->second.body);
    const auto feeds = [&] { return check_feeds({setup, answers, page}); };
    CHECK(feeds().remedy.commands.front() == "namei -l /etc/entangled/trade.csv");
    setup.feeds[1].readable_by_others = false;
    CHECK(feeds().remedy.commands == std::vector<std::string>{"chmod a+r /etc/entangled/trade.csv"});
    setup.feeds[1].state = FeedState::error;
    setup.feeds[1].detail = "/etc/entangled/trade.csv: the column known_at is missing";
    CHECK(feeds().seen == "trade is in state error (/etc/entangled/trade.csv: the column known_at is missing)");
    CHECK(holds(feeds().remedy.what, "Mend the file"));
    setup.feeds.clear();
    CHECK(feeds().verdict == Verdict::trouble);
}

TEST_CASE("history that has to be there is asked for by its first day")
{
    const auto retention = [](const std::string& kept, const std::string& first) {
        Setup setup = sound_setup();
        setup.history_from = Timestamp{*parse_date("2010-12-01")};
        Answers answers = recorded_answers("history_is_long");
        std::string& runtime = answers.find("prometheus_runtime")->second.body;
        runtime.replace(runtime.find("17y"), 3, kept);
        std::string& history = answers.find("prometheus_history")->second.body;
        if (!first.empty()) history.replace(history.find("1292000000"), 10, first);
        return check_retention({setup, answers, no_page});
    };
    CHECK(retention("17y", "").verdict == Verdict::ok);
    CHECK(retention("10GiB", "").verdict == Verdict::ok);
    const Finding deleted = retention("15d", "");
    CHECK(deleted.verdict == Verdict::trouble);
    CHECK(holds(deleted.seen, "it is deleted"));
    CHECK(holds(deleted.remedy.what, "--storage.tsdb.retention.time=17y"));
    CHECK(deleted.remedy.commands.front() ==
          "entangled backfill --from=2010-12-01 --label=job=entangled --label=instance=127.0.0.1:10930 "
          "--output=history.om");
    const Finding late = retention("17y", "1692000000");
    CHECK(late.verdict == Verdict::trouble);
    CHECK(holds(late.seen, "history begins in the 31 days before 2023-08-14, not on 2010-12-01"));
}

TEST_CASE("what a server says is one word of a command")
{
    Answers answers = recorded_answers("rules_record_otherwise");
    std::string& rules = answers.at("prometheus_rules").body;
    const std::string file = "/etc/prometheus/entangled.yml";
    rules.replace(rules.find(file), file.size(), "/x; rm -rf 'y'");
    const Setup setup = sound_setup();
    const auto commands = check_rules({setup, answers, no_page}).remedy.commands;
    REQUIRE(commands.size() == 3);
    CHECK(commands[1] == R"(promtool check rules '/x; rm -rf '\''y'\''')");
}
