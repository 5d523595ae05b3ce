#include "daemon/doctor/expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <vector>

namespace entangled::doctor {
namespace {

// Reads a string with its quotes; `at` is on the first and moves behind the last.
std::string read_string(std::string_view text, std::size_t& at)
{
    const char quote = text[at];
    const std::size_t begin = at++;
    while (at < text.size() && text[at] != quote) at += text[at] == '\\' && quote != '`' ? 2 : 1;
    at = std::min(at + 1, text.size());
    return std::string{text.substr(begin, at - begin)};
}

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Reads what stands in braces; `at` is behind the first and moves behind the last.
std::string read_matchers(std::string_view text, std::size_t& at)
{
    std::vector<std::string> matchers(1);
    while (at < text.size() && text[at] != '}') {
        if (is_quote(text[at])) {
            matchers.back() += read_string(text, at);
            continue;
        }
        if (text[at] == ',') {
            matchers.emplace_back();
        } else if (!is_space(text[at])) {
            matchers.back() += text[at];
        }
        ++at;
    }
    at = std::min(at + 1, text.size());
    std::sort(matchers.begin(), matchers.end());
    return fmt::format("{{{}}}", fmt::join(matchers, ","));
}

}  // namespace

std::string canonical(std::string_view expression)
{
    std::string out;
    std::size_t at = 0;
    while (at < expression.size()) {
        const char c = expression[at];
        if (is_quote(c)) {
            out += read_string(expression, at);
        } else if (c == '{') {
            out += read_matchers(expression, ++at);
        } else {
            if (!is_space(c)) out += c;
            ++at;
        }
    }
    return out;
}

}  // namespace entangled::doctor
