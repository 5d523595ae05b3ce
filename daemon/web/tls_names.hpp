#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/web/tls_settings.hpp"

namespace entangled::web {

/// The names that a web configuration may use, as Go's crypto/tls has them.
[[nodiscard]] std::span<const std::string_view> client_auth_names() noexcept;
[[nodiscard]] std::span<const std::string_view> tls_version_names() noexcept;
[[nodiscard]] std::span<const std::string_view> cipher_suite_names() noexcept;
[[nodiscard]] std::span<const std::string_view> curve_names() noexcept;

/// Empty if the name is none of `client_auth_names` or the old `RequireClientCert`.
[[nodiscard]] std::optional<ClientAuth> client_auth_named(std::string_view name) noexcept;
/// Empty if the name is none of `tls_version_names`.
[[nodiscard]] std::optional<TlsVersion> tls_version_named(std::string_view name) noexcept;

/// The suites of TLS 1.2 and before as OpenSSL lists them, in the same order. Those of TLS 1.3 are left out: they are
/// not for choosing. Empty if no other is named.
[[nodiscard]] std::string openssl_ciphers(const std::vector<std::string>& names);
/// The curves as OpenSSL lists them, in the same order.
[[nodiscard]] std::string openssl_groups(const std::vector<std::string>& names);

}  // namespace entangled::web
