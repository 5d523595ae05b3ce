#include <catch2/catch.hpp>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/findings_text.hpp"
#include "tests/doctor/recorded.hpp"

using namespace entangled;
using namespace entangled::doctor;

namespace {

// What is not fine, as it is printed. Panels are asked for where the case answers them.
std::string what_is_said(const std::string& name)
{
    Setup setup = sound_setup();
    const Answers answers = recorded_answers(name);
    if (std::filesystem::exists(case_folder(name) / "panel_0.200")) {
        setup.dashboard = Dashboard{"entangled.json",
                                    {},
                                    {{0, "Shares", "entangled_supply_share_ratio", false},
                                     {1, "Held", "entangled_alert_held_phase", false},
                                     {2, "", "sum(", true}}};
    }
    std::vector<Finding> findings = examine(setup, answers);
    std::erase_if(findings, [](const Finding& finding) {
        return finding.verdict == Verdict::ok ||
               (finding.check == "dashboard" && finding.verdict == Verdict::not_asked);
    });
    return findings_text(findings, setup.now, {.width = 80});
}

}  // namespace

// Each folder below cases holds answers that differ from those of `fine`, and in expected.txt what is then said. To
// write them anew, run with ENTANGLED_UPDATE_GOLDEN=1 and read the diff.
TEST_CASE("each recorded trouble is named with what to do")
{
    std::size_t count = 0;
    for (const auto& folder : std::filesystem::directory_iterator(case_folder(""))) {
        const std::string name = folder.path().filename().string();
        CAPTURE(name);
        const std::string said = what_is_said(name);
        const auto expected = folder.path() / "expected.txt";
        if (std::getenv("ENTANGLED_UPDATE_GOLDEN") != nullptr) std::ofstream{expected} << said;
        CHECK(said == text_of(expected));
        ++count;
    }
    CHECK(count > 45);
}

TEST_CASE("where all is well nothing but that is said")
{
    const auto findings = examine(sound_setup(), recorded_answers());
    for (const Finding& finding : findings) {
        CAPTURE(finding.check, finding.seen);
        CHECK(finding.verdict == (finding.check == "dashboard" ? Verdict::not_asked : Verdict::ok));
        CHECK(finding.remedy.what.empty());
        CHECK(finding.remedy.commands.empty());
    }
    CHECK_FALSE(is_in_trouble(findings));
}

TEST_CASE("a panel is filled if any of its queries finds data")
{
    Setup setup = sound_setup();
    setup.dashboard = Dashboard{"entangled.json",
                                {},
                                {{0, "Shares", "entangled_supply_share_ratio", false},
                                 {0, "Shares", "entangled_supply_share_lower_ratio", false},
                                 {1, "Held", "entangled_alert_held_phase", false},
                                 {2, "Race", "max(entangled_race_gap_per_year{job=\"x\"})", false}}};
    Answers answers = recorded_answers("panels_are_empty");
    answers.insert_or_assign("panel_3", answers.at("panel_1"));
    answers.insert_or_assign("panel_0", recorded_answers("panels_are_filled").at("panel_0"));
    const Finding dashboard = examine(setup, answers).back();
    CHECK(dashboard.verdict == Verdict::warning);
    CHECK(dashboard.seen ==
          "2 of 3 panels are empty: Held (the daemon has no entangled_alert_held_phase now); Race (the daemon has no "
          "entangled_race_gap_per_year now: not_comparable)");
}

TEST_CASE("an answer that breaks off anywhere, or is none, is said and breaks nothing")
{
    const Answers whole = recorded_answers();
    const Setup setup = sound_setup();
    for (const auto& [id, answer] : whole) {
        const bool is_json = answer.body.starts_with('{');
        const std::size_t step = std::max<std::size_t>(1, answer.body.size() / 40);
        for (std::size_t size = 0; size < answer.body.size() - 1; size += step) {
            Answers cut = whole;
            cut.find(id)->second.body.resize(size);
            const auto findings = examine(setup, cut);
            CAPTURE(id, size);
            CHECK(findings.size() == 15);
            // The retention is only not asked for, and what is missing of the history says nothing.
            const auto is_fine = [](const Finding& finding) {
                return finding.verdict == Verdict::ok || finding.check == "dashboard";
            };
            if (is_json && id != "prometheus_history") {
                CHECK_FALSE(std::all_of(findings.begin(), findings.end(), is_fine));
            }
        }
    }
}

TEST_CASE("JSON of another shape is said and breaks nothing")
{
    const Setup setup = sound_setup();
    for (const std::string body :
         {"null", "[]", "{}", "7", R"({"status":"success"})", R"({"status":"success","data":7})",
          R"({"status":"success","data":{"activeTargets":{},"groups":[{"rules":[{"name":"entangled:x","query":5}]}],)"
          R"("activeAlertmanagers":[5],"result":[{"value":["x"],"values":[[],7]}],"version":[]}})",
          R"({"status":"success","data":[[[[[[[[[[]]]]]]]]]]})"}) {
        Answers answers = recorded_answers();
        for (auto& [id, answer] : answers) answer.body = body;
        CAPTURE(body);
        const auto findings = examine(setup, answers);
        CHECK(is_in_trouble(findings));
    }
    std::string deep(100'000, '[');
    Answers answers = recorded_answers();
    answers.find("prometheus_build")->second.body = deep;
    CHECK(is_in_trouble(examine(setup, answers)));
}

TEST_CASE("without any answer every check says that it was not asked or could not be")
{
    for (const Finding& finding : examine(sound_setup(), {})) {
        CAPTURE(finding.check);
        CHECK_FALSE(finding.seen.empty());
    }
}
