#pragma once

#include <string>
#include <vector>

struct x509_st;

namespace entangled::web {

/// The subject alternative names of a certificate: DNS, e-mail and URI as they stand there, IP addresses as text.
/// Anything else is left out.
[[nodiscard]] std::vector<std::string> alternative_names(const x509_st& certificate);

/// Whether one of the names is among `allowed`, letter by letter; IP addresses however they are written.
[[nodiscard]] bool has_allowed_name(const x509_st& certificate, const std::vector<std::string>& allowed);

}  // namespace entangled::web
