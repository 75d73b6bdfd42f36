// A certified OpenID Provider with the claims of the national ones. Prints its port and serves until it is stopped.
// OIDC_PROVIDER: where the package lies. OIDC_SETUP: {"redirects": [...], "people": {login: claims}, "port": 0}
import { createServer } from 'node:http'

const { Provider } = await import(`${process.env.OIDC_PROVIDER}/lib/index.js`)
const setup = JSON.parse(process.env.OIDC_SETUP)
const names = ['LoaiTaiKhoan', 'MaSoThue', 'SoDinhDanh', 'HoVaTen', 'NgayThangNamSinh', 'ThuDienTu', 'SoDienThoai',
  'GioiTinh', 'TechID', 'loAs', 'IAL', 'TenDoanhNghiep']

const server = createServer()
server.listen(setup.port ?? 0, '127.0.0.1', () => {
  const port = server.address().port
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    acrValues: ['LoA1', 'LoA2', 'LoA3'],
    claims: { openid: ['sub', ...names] },
    clients: [{
      client_id: 'one-stop', client_secret: 'a secret of tests', redirect_uris: setup.redirects,
      post_logout_redirect_uris: setup.redirects, token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'client_credentials'],
    }, {
      // As the gateways before the registers are asked: nobody signs in, and the key goes in the header.
      client_id: 'gateway-client', client_secret: 'another-secret-of-tests', redirect_uris: [], response_types: [],
      token_endpoint_auth_method: 'client_secret_basic', grant_types: ['client_credentials'],
    }],
    cookies: { keys: ['for tests'] },
    features: { clientCredentials: { enabled: true }, introspection: { enabled: true } },
    findAccount: (_, sub) => setup.people[sub] && ({ accountId: sub, claims: () => ({ sub, ...setup.people[sub] }) }),
    // Nobody is asked whether we may know who she is: the national providers do not either.
    loadExistingGrant: async (context) => {
      const { client, account, provider: own } = context.oidc
      const grant = new own.Grant({ clientId: client.clientId, accountId: account.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600,
      ClientCredentials: 600 },
  })
  server.on('request', provider.callback())
  console.log(JSON.stringify({ port }))
})
