#ifndef SHELFLIFE_CLIBCRYPTO_H
#define SHELFLIFE_CLIBCRYPTO_H
#include <openssl/sha.h>
#endif
