#include "daemon/config/problems.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace entangled {
namespace {

std::string on_one_line(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20U || byte == 0x7FU) {
            result += fmt::format("\\x{:02x}", byte);
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace

std::size_t Problems::add_file(std::string path)
{
    files_.push_back(std::move(path));
    return files_.size() - 1;
}

std::string Problems::at(const Place& place) const { return fmt::format("{}:{}", file(place.file), place.line); }

void Problems::error(const Place& place, std::string_view message) { errors_.push_back({place, on_one_line(message)}); }

void Problems::warning(const Place& place, std::string_view message)
{
    warnings_.push_back({place, on_one_line(message)});
}

std::vector<ConfigError> Problems::ordered(std::vector<Problem> problems) const
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.place < b.place; });
    std::vector<ConfigError> result;
    result.reserve(problems.size());
    Place last;
    for (auto& problem : problems) {
        const bool said = !result.empty() && last == problem.place && result.back().message == problem.message;
        if (said) continue;
        last = problem.place;
        result.push_back(
            {file(problem.place.file), problem.place.line, problem.place.column, std::move(problem.message)});
    }
    return result;
}

std::string in_quotes(std::string_view text)
{
    constexpr std::size_t longest = 60;
    const bool cut = text.size() > longest;
    if (cut) {
        // A cut inside a UTF-8 sequence would leave a broken character at the end.
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
        text = text.substr(0, end);
    }
    return fmt::format("'{}{}'", on_one_line(text), cut ? "..." : "");
}

}  // namespace entangled
