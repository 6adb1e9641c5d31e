# A mail server for tests (Debian's python3-aiosmtpd): says its port, then each mail as a line of JSON. A file beside it says how it
# behaves from now on: "ok", "later" (451), "never" (550), or "slow" (takes each mail, and answers a second later).
import asyncio, email, email.policy, json, sys
from aiosmtpd.smtp import SMTP

behaviour = sys.argv[1]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        how = open(behaviour).read().strip()
        if how == 'later':
            return '451 Please come again'
        if how == 'never':
            return '550 Nobody lives here'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        calendar = next((part for part in mail.walk() if part.get_content_type() == 'text/calendar'), None)
        text, html = mail.get_body(('plain',)), mail.get_body(('html',))
        print(json.dumps({
            'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'raw': envelope.content.decode('utf-8', 'replace'),
            'headers': {k.lower(): str(v) for k, v in mail.items()}, 'text': text.get_content(), 'html': html.get_content(),
            'calendar': calendar and calendar.get_content(), 'method': calendar and calendar.get_param('method'),
            'defects': [str(d) for part in mail.walk() for d in part.defects],
        }), flush=True)
        if open(behaviour).read().strip() == 'slow':
            await asyncio.sleep(1)
        return '250 OK'


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), hostname='mail.test'), '127.0.0.1', 0)
    print(json.dumps({'port': server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


asyncio.run(main())
