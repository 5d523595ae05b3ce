#include "indicators/core/code_book.hpp"

namespace entangled {

std::optional<std::string> CodeBook::economy(std::string_view text) const
{
    std::string lower;
    lower.reserve(text.size());
    for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto found = economy_of.find(lower);
    if (found == economy_of.end()) return std::nullopt;
    return found->second;
}

const Definition* CodeBook::definition(std::string_view id) const
{
    const auto found = definitions.find(id);
    return found == definitions.end() ? nullptr : &found->second;
}

}  // namespace entangled
