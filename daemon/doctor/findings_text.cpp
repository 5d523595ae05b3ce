#include "daemon/doctor/findings_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>

#include "daemon/report/clean_text.hpp"

namespace entangled::doctor {
namespace {

constexpr std::size_t word_column = 2;
constexpr std::size_t name_column = 11;
constexpr std::size_t text_column = 26;
constexpr std::size_t remedy_column = 11;

std::string_view word_of(Verdict verdict)
{
    switch (verdict) {
        case Verdict::ok: return "ok";
        case Verdict::warning: return "warning";
        case Verdict::trouble: return "TROUBLE";
        case Verdict::not_asked: break;
    }
    return "-";
}

std::string padded(std::string_view text, std::size_t width) { return fmt::format("{:<{}}", text, width); }

std::string head_of(const Finding& finding, const report::TextStyle& style)
{
    const std::string word = padded(word_of(finding.verdict), name_column - word_column);
    const std::string name = padded(finding.check, text_column - name_column);
    const std::string margin(word_column, ' ');
    if (finding.verdict == Verdict::ok) return margin + word + name;
    if (finding.verdict == Verdict::not_asked) return margin + report::dim(word + name, style);
    return margin + report::marked(word, style) + report::bold(name, style);
}

std::string line_of(const Finding& finding, const report::TextStyle& style)
{
    const std::string seen = report::one_line(finding.seen);
    const std::string body = report::wrapped(seen, style, text_column, text_column);
    std::string text = head_of(finding, style) + body.substr(std::min(body.size(), text_column));
    if (!finding.remedy.what.empty()) {
        const std::string arrow = "-> " + report::one_line(finding.remedy.what);
        text += report::wrapped(arrow, style, remedy_column, remedy_column + 3);
    }
    for (const auto& command : finding.remedy.commands) {
        text += fmt::format("{}{}\n", std::string(remedy_column + 3, ' '), report::one_line(command));
    }
    return text;
}

std::size_t count_of(std::span<const Finding> findings, Verdict verdict)
{
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [verdict](const Finding& finding) { return finding.verdict == verdict; }));
}

std::string summary(std::span<const Finding> findings)
{
    const std::size_t warnings = count_of(findings, Verdict::warning);
    return fmt::format("{} ok, {} warning{}, {} in trouble, {} not asked\n", count_of(findings, Verdict::ok), warnings,
                       warnings == 1 ? "" : "s", count_of(findings, Verdict::trouble),
                       count_of(findings, Verdict::not_asked));
}

std::string json_of(const Finding& finding)
{
    std::vector<std::string> commands;
    for (const auto& command : finding.remedy.commands) commands.push_back(report::json_string(command));
    return fmt::format(R"({{"check":{},"verdict":{},"seen":{},"remedy":{},"commands":[{}]}})",
                       report::json_string(finding.check), report::json_string(to_string(finding.verdict)),
                       report::json_string(finding.seen), report::json_string(finding.remedy.what),
                       fmt::join(commands, ","));
}

}  // namespace

bool is_in_trouble(std::span<const Finding> findings) noexcept { return count_of(findings, Verdict::trouble) > 0; }

std::string findings_text(std::span<const Finding> findings, Timestamp now, const report::TextStyle& style)
{
    std::string text = fmt::format("entangled doctor at {}\n\n", format_time(now));
    for (const Finding& finding : findings) text += line_of(finding, style);
    return text + '\n' + summary(findings);
}

std::string findings_json(std::span<const Finding> findings, Timestamp now)
{
    std::vector<std::string> checks;
    for (const Finding& finding : findings) checks.push_back(json_of(finding));
    return fmt::format("{{\"at\":\"{}\",\"trouble\":{},\"checks\":[\n{}\n]}}\n", format_time(now),
                       is_in_trouble(findings), fmt::join(checks, ",\n"));
}

}  // namespace entangled::doctor
