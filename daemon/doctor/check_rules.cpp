#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/loaded_rules.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
namespace {

constexpr std::string_view usual_file = "/etc/prometheus/entangled.yml";

std::string list(const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 3;
    const std::size_t count = std::min(names.size(), shown);
    const std::string begin = fmt::format("{}", fmt::join(names.begin(), names.begin() + std::ptrdiff_t(count), ", "));
    return names.size() == count ? begin : fmt::format("{} and {} more", begin, names.size() - count);
}

// keep_firing_for is refused by Prometheus before 2.42, and a file with it is then not loaded at all.
bool knows_keep_firing(const Evidence& evidence)
{
    const auto build = data_of(find(evidence.answers, ask::build));
    const std::string version = build ? text_at(*build, "/version") : std::string{};
    unsigned major = 0;
    unsigned minor = 0;
    const char* const last = version.data() + version.size();
    const auto dot = std::from_chars(version.data(), last, major);
    if (dot.ec != std::errc{} || dot.ptr == last) return true;
    if (std::from_chars(dot.ptr + 1, last, minor).ec != std::errc{}) return true;
    return std::pair{major, minor} >= std::pair{2U, 42U};
}

Remedy write_again(const Evidence& evidence, std::string what, std::string_view file)
{
    const bool old = !knows_keep_firing(evidence);
    if (old) what = "This Prometheus is older than 2.42 and refuses keep_firing_for. " + what;
    const std::string to = shell_word(file);
    return {std::move(what),
            {fmt::format("entangled rules prometheus{}{} > {}", scrape_options(evidence.setup),
                         old ? " --keep-firing-for=0s" : "", to),
             fmt::format("promtool check rules {}", to), "systemctl reload prometheus"}};
}

void look_at_health(Check& check, const std::vector<LoadedRule>& loaded)
{
    for (const LoadedRule& rule : loaded) {
        if (rule.health == "ok") continue;
        if (rule.health == "unknown") {
            return check.warning("they were not evaluated yet", {"Ask again after one evaluation interval.", {}});
        }
        return check.trouble(fmt::format("{} fails: {}", rule.name, beginning(rule.last_error)),
                             {"Prometheus cannot evaluate it: its log says more.", {"journalctl -u prometheus -n 50"}});
    }
}

void look_at_differences(Check& check, const Evidence& evidence, const std::vector<LoadedRule>& loaded)
{
    const RuleDifferences found = differences(loaded, evidence.setup.rules);
    const Remedy again = write_again(evidence, "They are of another configuration, job or version: write them again.",
                                     loaded.front().file.empty() ? usual_file : std::string_view{loaded.front().file});
    std::vector<std::string> parts;
    if (!found.missing.empty()) parts.push_back("missing: " + list(found.missing));
    if (!found.other.empty()) parts.push_back("other than now written: " + list(found.other));
    if (!found.unknown.empty()) parts.push_back("not of this configuration: " + list(found.unknown));
    const std::string seen = fmt::format("the rules are stale; {}", fmt::join(parts, "; "));
    if (found.records > 0) {
        check.trouble(seen, again);
    } else if (!parts.empty()) {
        check.warning(seen, again);
    }
    if (!found.twice.empty()) {
        check.warning("loaded twice: " + list(found.twice), {"Name one file with them in rule_files, not two.", {}});
    }
}

}  // namespace

Finding check_rules(const Evidence& evidence)
{
    if (!has_prometheus(evidence)) return not_asked("rules", "Prometheus does not answer");
    Check check("rules");
    const auto data = data_of(find(evidence.answers, ask::rules));
    if (!data) {
        check.trouble(data.error().detail, {"Is this address that of Prometheus itself?", {}});
        return check.finding();
    }
    const std::vector<LoadedRule> loaded = loaded_rules(*data);
    if (loaded.empty()) {
        check.trouble("Prometheus has none of the rules: no alert will be sent",
                      write_again(evidence, "Write them, name the file in rule_files, and reload:", usual_file));
        return check.finding();
    }
    look_at_health(check, loaded);
    if (evidence.setup.rules.empty()) {
        return check.verdict() == Verdict::not_asked
                   ? not_asked("rules", "the configuration has mistakes: nothing to compare")
                   : check.finding();
    }
    look_at_differences(check, evidence, loaded);
    const auto alerts = std::count_if(loaded.begin(), loaded.end(), [](const LoadedRule& one) { return one.is_alert; });
    check.fine(fmt::format("{} alerts and {} recorded series, as they would be written now", alerts,
                           loaded.size() - static_cast<std::size_t>(alerts)));
    return check.finding();
}

}  // namespace entangled::doctor
