#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indicators/core/series.hpp"

namespace entangled {

/// How a figure is defined: who measures it, against which basis, how often, under which terms.
struct Definition {
    std::string id;
    std::string source;
    Basis basis{Basis::none};
    std::string frequency;
    std::string licence;
    std::string attribution;
    std::string url;
    std::string note;
};

/// One economy of the code book.
struct Economy {
    std::string code;  ///< ISO 3166-1 alpha-2, or EU, WLD, OTH
    std::string name;
    std::optional<std::chrono::minutes> utc_offset;  ///< of the capital, standard time
};

/// The one place where codes are mapped and definitions explained.
struct CodeBook {
    std::map<std::string, Definition, std::less<>> definitions;
    std::map<std::string, Economy, std::less<>> economies;
    std::map<std::string, std::string, std::less<>> economy_of;  ///< lower-case ISO2, ISO3, M49 or name to economy code
    std::map<std::string, std::string, std::less<>> goods;       ///< good id to name

    /// The economy named by a code or name in any of the known codings, letter case ignored; empty if unknown.
    [[nodiscard]] std::optional<std::string> economy(std::string_view text) const;
    [[nodiscard]] const Definition* definition(std::string_view id) const;
};

}  // namespace entangled
