#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/config/table_reader.hpp"
#include "daemon/web/tls_context.hpp"

namespace entangled {

/// The section of a table; empty if it is not there or has nothing in it.
[[nodiscard]] std::optional<TableReader> section(TableReader& parent, std::string_view key);

/// A list of texts, or one text; empty if it is not there or has nothing in it.
[[nodiscard]] std::optional<std::vector<std::string>> texts(TableReader& reader, std::string_view key);

/// Reads `tls_server_config` and the files that it names, whose paths are appended to `files`. Null if it asks for no
/// TLS, or has errors.
[[nodiscard]] std::shared_ptr<web::TlsContext> read_tls(TableReader& root, std::vector<std::string>& files,
                                                        Timestamp now);

}  // namespace entangled
