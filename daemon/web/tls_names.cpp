#include "daemon/web/tls_names.hpp"

#include <openssl/ssl.h>
#include <algorithm>
#include <array>
#include <cstddef>

namespace entangled::web {
namespace {

constexpr std::array<std::string_view, 5> client_auths{"NoClientCert", "RequestClientCert", "RequireAnyClientCert",
                                                       "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"};
constexpr std::array<std::string_view, 4> versions{"TLS10", "TLS11", "TLS12", "TLS13"};

constexpr std::array<std::string_view, 17> suites{"TLS_AES_128_GCM_SHA256",
                                                  "TLS_AES_256_GCM_SHA384",
                                                  "TLS_CHACHA20_POLY1305_SHA256",
                                                  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                                                  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                                                  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                                                  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                                                  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                                                  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                                                  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                                                  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                                                  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                                                  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                                                  "TLS_RSA_WITH_AES_128_GCM_SHA256",
                                                  "TLS_RSA_WITH_AES_256_GCM_SHA384",
                                                  "TLS_RSA_WITH_AES_128_CBC_SHA",
                                                  "TLS_RSA_WITH_AES_256_CBC_SHA"};
constexpr std::size_t tls13_suites = 3;

constexpr std::array<std::string_view, 4> curves{"CurveP256", "CurveP384", "CurveP521", "X25519"};
constexpr std::array<std::string_view, 4> groups{"P-256", "P-384", "P-521", "X25519"};

template <std::size_t N>
std::optional<std::size_t> position(const std::array<std::string_view, N>& names, std::string_view name) noexcept
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

void append(std::string& list, std::string_view name)
{
    if (!list.empty()) list += ':';
    list += name;
}

}  // namespace

std::span<const std::string_view> client_auth_names() noexcept { return client_auths; }
std::span<const std::string_view> tls_version_names() noexcept { return versions; }
std::span<const std::string_view> cipher_suite_names() noexcept { return suites; }
std::span<const std::string_view> curve_names() noexcept { return curves; }

std::optional<ClientAuth> client_auth_named(std::string_view name) noexcept
{
    if (name == "RequireClientCert") return ClientAuth::require_any;
    const auto at = position(client_auths, name);
    return at ? std::optional(static_cast<ClientAuth>(*at)) : std::nullopt;
}

std::optional<TlsVersion> tls_version_named(std::string_view name) noexcept
{
    const auto at = position(versions, name);
    return at ? std::optional(static_cast<TlsVersion>(*at)) : std::nullopt;
}

std::string openssl_ciphers(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names) {
        const auto at = position(suites, name);
        if (at && *at >= tls13_suites) append(list, OPENSSL_cipher_name(name.c_str()));
    }
    return list;
}

std::string openssl_groups(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names) {
        if (const auto at = position(curves, name)) append(list, groups[*at]);
    }
    return list;
}

}  // namespace entangled::web
