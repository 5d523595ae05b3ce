#pragma once

#include "daemon/config/table_reader.hpp"

namespace entangled {

/// Reads `[server]`, `[engine]`, `[state]` and `[log]`. Keys that are absent or wrong leave the default.
void read_process_sections(TableReader& root, Configuration& configuration);

}  // namespace entangled
