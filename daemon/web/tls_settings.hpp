#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entangled::web {

/// What is asked of the certificate of a client.
enum class ClientAuth : std::uint8_t {
    none,               ///< it is not asked for one
    request,            ///< it is asked, and may send any or none
    require_any,        ///< it has to send one, which nobody verifies
    verify_if_given,    ///< it may send none; what it sends is verified
    require_and_verify  ///< it has to send one that the client authority signed
};

enum class TlsVersion : std::uint8_t { tls10, tls11, tls12, tls13 };

/// How TLS is spoken, as the configuration says it. Certificates and keys are text in PEM.
struct TlsSettings {
    std::string certificate;  ///< the server's own, then those between it and the root
    std::string key;
    std::string client_ca;  ///< empty: none
    ClientAuth client_auth{ClientAuth::none};
    std::vector<std::string> client_allowed_sans;  ///< exact names of which a client has to have one; empty: any
    TlsVersion min_version{TlsVersion::tls12};
    TlsVersion max_version{TlsVersion::tls13};
    std::vector<std::string> cipher_suites;  ///< of TLS 1.2 and before, by their IANA names; empty: those of OpenSSL
    bool prefer_server_cipher_suites{true};
    std::vector<std::string> curve_preferences;  ///< by their names in Go; empty: those of OpenSSL
    friend bool operator==(const TlsSettings&, const TlsSettings&) = default;
};

}  // namespace entangled::web
