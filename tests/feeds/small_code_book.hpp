#pragma once

#include <string>

#include "indicators/core/code_book.hpp"

namespace entangled::testing {

/// A code book with a handful of economies, goods and definitions.
inline CodeBook small_code_book()
{
    CodeBook codes;
    const auto economy = [&](const char* code, const char* iso3, const char* m49, const char* name) {
        codes.economies[code] = {code, name, std::nullopt};
        std::string lower;
        for (const char c : std::string{name}) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        std::string two;
        for (const char c : std::string{code}) two += static_cast<char>(c + 32);
        std::string three;
        for (const char c : std::string{iso3}) three += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        for (const auto& text : {two, three, std::string{m49}, lower}) {
            if (!text.empty()) codes.economy_of[text] = code;
        }
    };
    economy("CN", "CHN", "156", "China");
    economy("US", "USA", "840", "United States");
    economy("NA", "NAM", "516", "Namibia");
    economy("MM", "MMR", "104", "Myanmar");
    economy("JP", "JPN", "392", "Japan");
    economy("NL", "NLD", "528", "Netherlands");
    economy("CI", "CIV", "384", "Côte d'Ivoire");
    economy("WLD", "", "", "World");
    economy("OTH", "", "", "Other");
    for (const char* good : {"gallium", "rare_earths", "tungsten", "ndfeb_magnets"}) codes.goods[good] = good;
    for (const char* id : {"usgs_mcs_world", "usgs_mcs_nir", "own_survey"}) codes.definitions[id].id = id;
    return codes;
}

}  // namespace entangled::testing
