#pragma once

#include <cstddef>
#include <string_view>

#include "daemon/config/problems.hpp"
#include "indicators/core/code_book.hpp"

namespace entangled {

/// Adds economies to the code book: columns economy, name and, if they are there, iso3, m49, utc_offset (`+08:00`) and
/// aliases (separated by `;`). Two economies that share a name or code are an error.
void read_economies(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems);

/// Adds goods: columns good and name; unit, note and hs are for people.
void read_goods(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems);

/// Adds definitions: columns definition, source and basis and, if they are there, frequency, licence, attribution, url
/// and note.
void read_definitions(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems);

}  // namespace entangled
