import { Problem } from '../api';
import { Trouble } from '../ui/parts';

export default function Page() { return <Trouble error={new Problem(404, '')} />; }
