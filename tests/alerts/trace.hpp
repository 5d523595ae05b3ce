#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/state.hpp"

namespace entangled::trace {

using std::chrono::days;

inline constexpr Timestamp start = Date{std::chrono::year{2026} / 1 / 1};

/// `o` ok, `p` pending, `F` firing, `c` clearing, `h` held, `u` unknown.
inline char letter(AlertPhase phase)
{
    constexpr std::string_view letters = "opFchu";
    return letters[static_cast<std::size_t>(phase)];
}

/// One sample: `.62`, `.62@2024-07` (periods are counted), `.9..1` (bounds, the end far from firing first), `y` and `n`
/// (matches), `-` (missing); behind it `!`: may not alert, `?`: may not clear.
inline AlertSample sample(std::string text)
{
    AlertSample sample;
    sample.may_alert = text.find('!') == std::string::npos;
    sample.may_clear = text.find('?') == std::string::npos;
    text = text.substr(0, text.find_first_of("!?"));
    if (const auto at = text.find('@'); at != std::string::npos) {
        sample.period = parse_period(text.substr(at + 1)).value();
        sample.counts_periods = true;
        text.resize(at);
    }
    if (text == "y" || text == "n") {
        sample.matches = text == "y";
    } else if (const auto dots = text.find(".."); dots != std::string::npos) {
        sample.value = std::stod(text.substr(0, dots));
        sample.far_end = std::stod(text.substr(dots + 2));
    } else if (text != "-") {
        sample.value = std::stod(text);
    }
    return sample;
}

/// Samples with spaces between them; `*3` behind one stands for three.
inline std::vector<AlertSample> samples(const std::string& text)
{
    std::vector<AlertSample> all;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto star = word.find('*');
        const auto times = star == std::string::npos ? 1UL : std::stoul(word.substr(star + 1));
        all.insert(all.end(), times, sample(word.substr(0, star)));
    }
    return all;
}

/// The instance after each sample, one `step` apart.
inline std::vector<AlertInstance> run(const AlertRule& rule, const std::vector<AlertSample>& samples,
                                      Duration step = days{1})
{
    std::vector<AlertInstance> all;
    std::optional<AlertInstance> last;
    Timestamp now = start;
    for (const auto& one : samples) {
        last = advance(rule, last, one, now);
        all.push_back(*last);
        now += step;
    }
    return all;
}

/// The letters of the phases, with spaces between them; runs of more than four equal letters as `h*100`.
inline std::string phases(const std::vector<AlertInstance>& instances)
{
    std::string text;
    for (std::size_t i = 0; i < instances.size();) {
        std::size_t end = i;
        while (end < instances.size() && instances[end].phase == instances[i].phase) ++end;
        const std::string one = std::string(1, letter(instances[i].phase)) + " ";
        if (end - i > 4) {
            text += one.substr(0, 1) + "*" + std::to_string(end - i) + " ";
        } else {
            for (; i < end; ++i) text += one;
        }
        i = end;
    }
    return text.substr(0, text.size() - 1);
}

/// Above .6, back below .4, at once.
inline AlertRule rule_above()
{
    AlertRule rule;
    rule.name = "rule";
    rule.threshold = Threshold{.side = Side::above, .enter = 0.6, .exit = 0.4, .enter_open = false, .extreme = {}};
    return rule;
}

template <class Change>
AlertRule rule_above(Change change)
{
    AlertRule rule = rule_above();
    change(rule);
    return rule;
}

}  // namespace entangled::trace
