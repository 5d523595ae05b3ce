#include <fmt/format.h>
#include <algorithm>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
std::vector<Finding> examine(const Setup& setup, const Answers& answers)
{
    const Answer* shown = find(answers, ask::daemon_page);
    const Page page = what_is_wrong(shown).empty() ? Page::read(shown->body) : Page{};
    const Evidence evidence{setup, answers, page};
    return {check_configuration(evidence), check_clock(evidence),  check_state(evidence),
            check_daemon(evidence),        check_feeds(evidence),  check_readings(evidence),
            check_prometheus(evidence),    check_scrape(evidence), check_series(evidence),
            check_retention(evidence),     check_rules(evidence),  check_notifications(evidence),
            check_alertmanager(evidence),  check_routes(evidence), check_dashboard(evidence)};
}

bool has_prometheus(const Evidence& evidence)
{
    return what_is_wrong(find(evidence.answers, ask::prometheus_ready)).empty() &&
           data_of(find(evidence.answers, ask::build)).has_value();
}

std::string shell_word(std::string_view text)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,@%+";
    if (text.find_first_not_of(plain) == std::string_view::npos) return std::string{text};
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'') {
            word += "'\\''";
        } else {
            word += c;
        }
    }
    return word + '\'';
}

std::string age_text(Duration age)
{
    using std::chrono::days;
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    const auto whole = std::max(std::chrono::floor<seconds>(age), seconds{0});
    if (whole < minutes{2}) return fmt::format("{} s", whole.count());
    if (whole < hours{2}) return fmt::format("{} min", std::chrono::floor<minutes>(whole).count());
    if (whole < days{2}) return fmt::format("{} h", std::chrono::floor<hours>(whole).count());
    return fmt::format("{} d", std::chrono::floor<days>(whole).count());
}

std::string host_of(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    return std::string{url.substr(0, url.find('/'))};
}

std::string config_option(const Setup& setup)
{
    return setup.is_default_config ? "" : " --config.file=" + shell_word(setup.config_file);
}

std::string scrape_options(const Setup& setup)
{
    std::string options = config_option(setup);
    if (setup.scrape.job != rules::RuleOptions{}.job) options += " --job=" + shell_word(setup.scrape.job);
    for (const auto& [name, value] : setup.scrape.matchers) {
        options += " --match=" + shell_word(fmt::format("{}={}", name, value));
    }
    return options;
}

}  // namespace entangled::doctor
